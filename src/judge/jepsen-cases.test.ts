import { expect, test } from 'vitest';
import type { Finding } from '../checks/check.ts';
import { anomalyChecks } from '../checks/index.ts';
import { factsOf, opsOf } from '../checks/testing/notation.ts';
import { startFacts } from '../history/facts.ts';
import { judgeValidity, type Validity } from './validity.ts';

const judge = (history: string) => judgeValidity(factsOf(history), anomalyChecks, true);

type Found = Readonly<Record<string, readonly Finding[]>>;

// Situations of the tests of Jepsen's Kafka workload (jepsen-io/jepsen, jepsen/tests/kafka_test.clj) and of its Redpanda
// tests (jepsen-io/redpanda, workload/queue_test.clj), written anew, that are not among the fixtures of docs/anomalies.md.
// Left out is the realtime lag, which is no anomaly.

const skips = ({
  beforeD = '',
  beforeG = '',
}: {
  readonly beforeD?: string;
  readonly beforeG?: string;
} = {}) =>
  `P0 poll ok a@1 b@2; P1 poll ok c@3; ${beforeD} P0 poll ok d@4; ${beforeG} P2 send ok f@6; P0 poll ok g@7;
  P3 send unknown a b c d g`;
const skipC = { delta: 2, values: ['b', 'd'], skipped: ['c'] };
const skipF = { delta: 2, values: ['d', 'g'], skipped: ['f'] };

const sixSent = 'P0 send ok 0@0 1@1 2@2 3@3 4@4 5@5; P1 txn ok poll 0@0; P1 txn fail poll 1@1 2@2';
const skip12 = { delta: 3, values: ['0', '3'], skipped: ['1', '2'] };

const fourSent = 'P1 send ok a b c d; P0 poll ok a@1 b@2 c@3';
const goneBack = 'P0 poll ok b@2 c@3 d@4';
const back = { values: ['c', 'b'], delta: -1 };

const backSend = { values: ['d', 'a'], delta: -3 };
const digits = Array.from({ length: 10 }, (_, i) => `${i}`);

type Case = readonly [what: string, history: string, has: Found, none?: readonly string[]];

const cases: readonly Case[] = [
  [
    'the write of an unknown operation conflicts with a read, and another read proves that it took effect',
    'P0 txn ok poll a@0 b@1; P1 txn unknown c@1 b@3 d@4',
    { 'inconsistent-offsets': [{ offset: 1, index: 1 }], duplicate: [{ value: 'b', offsets: [1, 3] }] },
  ],
  ['a reader skips twice; offset 5 is a hole', skips(), { 'poll-skip': [skipC, skipF] }],
  [
    'a reader that lost the partition skips nothing',
    skips({ beforeD: 'P0 subscribe ok [y-0];', beforeG: 'P0 assign unknown [y-0];' }),
    {},
    ['poll-skip'],
  ],
  [
    'a reader that kept the partition skips; while it is subscribed that is told, and fails nothing',
    skips({ beforeD: 'P0 subscribe ok [x-0,y-0];', beforeG: 'P0 assign ok [x-0,y-0];' }),
    { 'poll-skip': [{ ...skipC, failing: false }, skipF] },
  ],
  [
    'aborted and unknown transactions rewind the reader',
    'P0 send ok 0@0 1@1 2@2; P1 txn ok poll 0@0; P1 txn fail poll 1@1 2@2; P1 txn unknown poll 1@1 2@2; P1 txn ok poll 1@1 2@2',
    {},
    anomalyChecks.map(({ name }) => name),
  ],
  [
    'a reader that goes on after an abort as if nothing had been aborted skips again and again',
    `${sixSent}; P1 txn fail poll 3@3 4@4; P1 txn ok poll 5@5`,
    { 'poll-skip': [skip12, { delta: 5, values: ['0', '5'], skipped: ['1', '2', '3', '4'] }] },
  ],
  [
    'so does one whose transaction is unknown',
    `${sixSent}; P1 txn unknown poll 3@3 4@4`,
    { 'poll-skip': [skip12] },
  ],
  ['a reader goes back', `${fourSent}; ${goneBack}`, { 'nonmonotonic-poll': [back] }],
  ...['subscribe', 'assign'].flatMap((f): Case[] => {
    const isTold = f === 'subscribe' ? { failing: false } : {};
    return [
      [
        `a reader that lost the partition by ${f} may go back`,
        `${fourSent}; P0 ${f} ok [y-0]; ${goneBack}`,
        {},
        ['nonmonotonic-poll'],
      ],
      [
        `one that kept it by ${f} may not`,
        `${fourSent}; P0 ${f} ok [x-0,y-0]; ${goneBack}`,
        { 'nonmonotonic-poll': [{ ...back, ...isTold }] },
      ],
      [
        `a producer that is given other partitions by ${f} may send anywhere`,
        `P0 send ok c@3 d@4; P0 ${f} ok [y-0]; P0 send ok a@1 b@2`,
        {},
        ['nonmonotonic-send'],
      ],
      [
        `one that kept its own by ${f} goes back`,
        `P0 send ok c@3 d@4; P0 ${f} ok [x-0,y-0]; P0 send ok a@1 b@2`,
        { 'nonmonotonic-send': [backSend] },
      ],
    ];
  }),
  [
    'one operation is handed a record again',
    'P5 send unknown a b c; P0 poll ok c@3 a@1; P0 poll ok b@2 c@3 c@3',
    {
      'int-nonmonotonic-poll': [
        { values: ['c', 'a'], delta: -2 },
        { values: ['c', 'c'], delta: 0 },
      ],
    },
  ],
  [
    'the records of one operation are out of order, by its own offsets or by those of a reader',
    'P0 send ok c@3 a@1; P0 send unknown y:d y:b; P1 send unknown y:c; P0 poll ok y:b@2 y:c@3 y:d@4',
    {
      'int-nonmonotonic-send': [
        { partition: 'x-0', values: ['c', 'a'], delta: -1 },
        { partition: 'y-0', values: ['d', 'b'], delta: -2 },
      ],
    },
  ],
  [
    'ten values at the same two offsets: whichever of them stands for an offset, each is a duplicate',
    digits.map((digit) => `P0 send ok ${digit}@0; P1 poll ok ${digit}@1`).join('; '),
    {
      duplicate: digits.map((value) => ({ value, offsets: [0, 1] })),
      'inconsistent-offsets': [
        { offset: 0, index: 0, values: digits },
        { offset: 1, index: 1, values: digits },
      ],
    },
  ],
  [
    'what is read late is seen',
    'P0 poll ok; P0 send ok a@0 b@1; P0 poll ok a@0; P0 poll ok b@1',
    {},
    ['unseen', 'poll-skip'],
  ],
  [
    'a transaction reads from one that it precedes in the log',
    'P0 txn ok send a@0 y:c@2 overlapping P1 txn ok poll a@0, send y:b@1',
    { G1c: [{ failing: false, edges: [{ kind: 'wr' }, { kind: 'ww' }] }] },
  ],
];

for (const [what, history, has, none = []] of cases) {
  test(what, () => {
    const { anomalies, doubts } = judge(history);
    for (const [name, findings] of Object.entries(has)) expect(anomalies[name], name).toMatchObject(findings);
    for (const name of none) expect(anomalies).not.toHaveProperty(name);
    expect(doubts.join()).not.toContain('failed');
  });
}

test('a skip from one poll of an operation to its next one is one within the operation', () => {
  const fold = startFacts();
  for (const op of opsOf('P1 send unknown a b d; P0 poll ok a@1; P0 poll ok b@2')) {
    const actions = op.actions.some((action) => 'poll' in action && action.poll['x-0']?.[0]?.[1] === 'a')
      ? [{ poll: { 'x-0': [[1, 'a']] } }, { poll: { 'x-0': [[4, 'd']] } }]
      : op.actions;
    fold.on({ ...op, actions: actions as typeof op.actions });
  }
  const { anomalies } = judgeValidity(fold.end(), anomalyChecks, true);
  expect(anomalies['int-poll-skip']).toMatchObject([{ delta: 2, values: ['a', 'd'], skipped: ['b'] }]);
});

const nothingRead: readonly (readonly [string, Validity['valid']])[] = [
  ['P0 assign ok [x-0]', 'unknown'],
  ['P0 poll ok', 'unknown'],
];

test.each(nothingRead)('%s: where nothing was read nothing is proven', (history, valid) => {
  expect(judge(history).valid).toBe(valid);
});
