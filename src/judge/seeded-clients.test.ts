import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anomalyChecks } from '../checks/index.ts';
import { clientHistories } from '../checks/testing/clients.ts';
import type { EventOf, OpAction } from '../history/event.ts';
import { startFacts } from '../history/facts.ts';
import { judgeValidity, type Validity } from './validity.ts';

type Op = EventOf<'op'>;
type Records = [offset: number, value: string][];

function judge(ops: readonly Op[]): Validity {
  const fold = startFacts();
  for (const op of ops) fold.on(op);
  return judgeValidity(fold.end(), anomalyChecks, true);
}

const finals = (ops: readonly Op[]) => ops.filter(({ final }) => final === true);
const readOf = (op: Op, partition: string): Records | undefined =>
  op.actions.flatMap((action) =>
    'poll' in action && Object.hasOwn(action.poll, partition) ? [action.poll[partition] as Records] : [],
  )[0];
const endOf = (ops: readonly Op[], partition: string) =>
  finals(ops).find((op) => op.atEnd && Object.hasOwn(op.atEnd, partition))?.atEnd?.[partition] ?? 0;

const send = (to: string, value: string, offset: number): OpAction => ({
  send: { to, key: null, value, offset },
});
const poll = (partition: string, ...records: Records): OpAction => ({ poll: { [partition]: records } });

/** One more operation between all others and the final read; those of one call overlap when `apart` is not set. */
function insert(ops: Op[], all: readonly Pick<Op, 'process' | 'f' | 'actions'>[], apart = false): void {
  const first = ops.findIndex(({ final }) => final === true);
  const until = (ops[first] as Op).start;
  const made = all.map((op, i): Op => {
    const start = until - 4 + (apart ? i * 2 : 0);
    return { type: 'op', status: 'ok', start, end: start + 1, ...op };
  });
  ops.splice(first, 0, ...made);
}

/** The final read has these, too. */
function keep(ops: readonly Op[], partition: string, records: Records): void {
  for (const op of finals(ops)) {
    const read = readOf(op, partition);
    if (!read || !op.atEnd) continue;
    read.push(...records);
    op.atEnd[partition] = (records.at(-1)?.[0] ?? 0) + 1;
  }
}

const [process, other] = [97, 98];

/** What goes wrong among clients of a log that is right else; the name it must be found by, and whether it fails. */
const seeds: readonly (readonly [what: string, name: string, fails: boolean, seed: (ops: Op[]) => void])[] = [
  [
    'a committed record is passed over by every reader',
    'lost-write',
    true,
    (ops) => {
      const end = endOf(ops, 'x-0');
      insert(ops, [
        { process, f: 'send', actions: [send('x-0', 'passed', end), send('x-0', 'read', end + 1)] },
      ]);
      keep(ops, 'x-0', [[end + 1, 'read']]);
    },
  ],
  [
    'a record lands below one that was acknowledged before',
    'lesser-offset',
    true,
    (ops) => {
      const end = endOf(ops, 'x-0');
      const late = { process: other, f: 'send' as const, actions: [send('x-0', 'late', end)] };
      insert(ops, [{ process, f: 'send', actions: [send('x-0', 'first', end + 1)] }, late], true);
      keep(ops, 'x-0', [
        [end, 'late'],
        [end + 1, 'first'],
      ]);
    },
  ],
  [
    'one producer is overtaken by itself',
    'nonmonotonic-send',
    true,
    (ops) => {
      const end = endOf(ops, 'x-0');
      insert(ops, [
        { process, f: 'send', actions: [send('x-0', 'one', end + 1)] },
        { process, f: 'send', actions: [send('x-0', 'two', end)] },
      ]);
      keep(ops, 'x-0', [
        [end, 'two'],
        [end + 1, 'one'],
      ]);
    },
  ],
  [
    'the records of one operation change places',
    'int-nonmonotonic-send',
    true,
    (ops) => {
      const end = endOf(ops, 'x-0');
      insert(ops, [{ process, f: 'send', actions: [send('x-0', 'one', end + 1), send('x-0', 'two', end)] }]);
      keep(ops, 'x-0', [
        [end, 'two'],
        [end + 1, 'one'],
      ]);
    },
  ],
  [
    'one operation is not handed a record between two',
    'int-poll-skip',
    true,
    (ops) => {
      const end = endOf(ops, 'x-0');
      const records = ['a', 'b', 'c'].map((value, i): [number, string] => [end + i, value]);
      insert(ops, [{ process, f: 'send', actions: records.map(([at, value]) => send('x-0', value, at)) }]);
      keep(ops, 'x-0', records);
      const [a, , c] = records as [Records[0], Records[0], Records[0]];
      insert(ops, [{ process: other, f: 'poll', actions: [poll('x-0', a, c)] }]);
    },
  ],
  [
    'a transaction reads what it has not committed',
    'precommitted-read',
    true,
    (ops) => {
      const end = endOf(ops, 'x-0');
      const actions = [send('x-0', 'own', end), poll('x-0', [end, 'own'])];
      insert(ops, [{ process, f: 'txn', actions }]);
      keep(ops, 'x-0', [[end, 'own']]);
    },
  ],
  [
    'two transactions read from each other',
    'G1c',
    true,
    (ops) => {
      const [x, y] = [endOf(ops, 'x-0'), endOf(ops, 'y-0')];
      insert(ops, [
        { process, f: 'txn', actions: [send('x-0', 'one', x), poll('y-0', [y, 'two'])] },
        { process: other, f: 'txn', actions: [send('y-0', 'two', y), poll('x-0', [x, 'one'])] },
      ]);
      keep(ops, 'x-0', [[x, 'one']]);
      keep(ops, 'y-0', [[y, 'two']]);
    },
  ],
  ...(['G0', 'int-send-skip'] as const).map(
    (name) =>
      [
        'the records of two operations interleave',
        name,
        false,
        (ops: Op[]) => {
          const end = endOf(ops, 'x-0');
          insert(ops, [
            { process, f: 'send', actions: [send('x-0', 'a', end), send('x-0', 'c', end + 2)] },
            { process: other, f: 'send', actions: [send('x-0', 'b', end + 1)] },
          ]);
          const records = ['a', 'b', 'c'].map((value, i): [number, string] => [end + i, value]);
          keep(ops, 'x-0', records);
        },
      ] as const,
  ),
];

test.each(seeds)('%s: %s', (_, name, fails, seed) => {
  fc.assert(
    fc.property(clientHistories, (ops) => {
      // By JSON, for a clone would keep what the reads share.
      const seeded = JSON.parse(JSON.stringify(ops)) as Op[];
      seed(seeded);
      const { anomalies, valid } = judge(seeded);
      expect(Object.keys(anomalies)).toContain(name);
      expect(valid).toBe(!fails);
    }),
    { numRuns: 200 },
  );
});
