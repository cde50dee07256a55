import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anomalyChecks } from '../checks/index.ts';
import { clientHistories } from '../checks/testing/clients.ts';
import type { EventOf } from '../history/event.ts';
import { startFacts } from '../history/facts.ts';
import { judgeValidity, type Validity } from './validity.ts';

type Op = EventOf<'op'>;
type Mutation = (ops: Op[], choice: number) => boolean;

function judge(ops: readonly Op[]): Validity {
  const fold = startFacts();
  for (const op of ops) fold.on(op);
  return judgeValidity(fold.end(), anomalyChecks, true);
}

interface Polled {
  readonly op: Op;
  readonly partition: string;
  readonly records: [number, string][];
}

const pollsOf = (ops: readonly Op[]): Polled[] =>
  ops.flatMap((op) =>
    op.actions.flatMap((action) =>
      'poll' in action
        ? Object.entries(action.poll).map(([partition, records]) => ({ op, partition, records }))
        : [],
    ),
  );
const ackedOf = (ops: readonly Op[]) =>
  ops
    .filter(({ status }) => status === 'ok')
    .flatMap((op) => op.actions.flatMap((action) => ('send' in action ? [{ op, send: action.send }] : [])));
const choose = <T>(all: readonly T[], choice: number): T | undefined => all[choice % all.length];

/** What goes wrong with a log or its readers, and the name it must be found by. Each is false where it cannot be done. */
const mutations: readonly (readonly [what: string, name: string, Mutation])[] = [
  [
    'an acknowledged record is dropped',
    'final-read-lost',
    (ops, choice) => {
      const acked = choose(ackedOf(ops), choice);
      for (const { partition, records } of pollsOf(ops)) {
        const at = partition === acked?.send.to ? records.findIndex(([, v]) => v === acked.send.value) : -1;
        if (at >= 0) records.splice(at, 1);
      }
      return acked !== undefined;
    },
  ],
  [
    'an offset is acknowledged again',
    'offset-reuse',
    (ops, choice) => {
      const acked = ackedOf(ops);
      const one = choose(acked, choice);
      const other = acked.find(({ send }) => send !== one?.send && send.to === one?.send.to);
      if (one && other) one.send.offset = other.send.offset;
      return other !== undefined;
    },
  ],
  [
    'two records change places in the log',
    'inconsistent-offsets',
    (ops, choice) => {
      const poll = choose(
        pollsOf(ops).filter(({ op, records }) => !op.final && records.length > 1),
        choice,
      );
      const [a, b] = poll?.records ?? [];
      if (a && b) [a[1], b[1]] = [b[1], a[1]];
      return poll !== undefined;
    },
  ],
  [
    'two records are handed over in the wrong order',
    'int-nonmonotonic-poll',
    (ops, choice) => {
      const poll = choose(
        pollsOf(ops).filter(({ records }) => records.length > 1),
        choice,
      );
      poll?.records.reverse();
      return poll !== undefined;
    },
  ],
  [
    'a reader is sent back',
    'nonmonotonic-poll',
    (ops, choice) => {
      const poll = choose(
        pollsOf(ops).filter(({ op, records }) => op.status === 'ok' && !op.final && records.length > 0),
        choice,
      );
      if (poll)
        ops.splice(ops.indexOf(poll.op) + 1, 0, {
          ...poll.op,
          f: 'poll',
          actions: [{ poll: { [poll.partition]: poll.records } }],
        });
      return poll !== undefined;
    },
  ],
  [
    'a reader is moved on',
    'poll-skip',
    (ops, choice) => {
      const poll = choose(
        pollsOf(ops).filter(({ op, records }) => op.final && records.length > 2),
        choice,
      );
      const [first, , third] = poll?.records ?? [];
      if (!poll || !first || !third) return false;
      for (const record of [first, third]) {
        const actions = [{ poll: { [poll.partition]: [record] } }];
        ops.splice(-3, 0, { type: 'op', process: 98, f: 'poll', status: 'ok', start: 0, end: 0, actions });
      }
      return true;
    },
  ],
  [
    'what was aborted is read',
    'G1a',
    (ops, choice) => {
      const acked = choose(ackedOf(ops), choice);
      if (acked) acked.op.status = 'fail';
      return acked !== undefined;
    },
  ],
  [
    'the tail of the log is gone',
    'short-log',
    (ops, choice) => {
      const acked = choose(ackedOf(ops), choice);
      const end = acked && ops.find((op) => op.atEnd && Object.hasOwn(op.atEnd, acked.send.to));
      if (end?.atEnd && acked?.send.offset !== undefined) end.atEnd[acked.send.to] = acked.send.offset;
      return acked !== undefined;
    },
  ],
  [
    'somebody else writes',
    'phantom',
    (ops, choice) => {
      const record = choose(
        pollsOf(ops).flatMap(({ records }) => records),
        choice,
      );
      if (record) record[1] = 'of somebody else';
      return record !== undefined;
    },
  ],
  [
    'a record is stored twice',
    'duplicate',
    (ops, choice) => {
      const poll = choose(
        pollsOf(ops).filter(({ op, records }) => op.final && records.length > 0),
        choice,
      );
      const last = poll?.records.at(-1);
      if (last) poll?.records.push([last[0] + 1, last[1]]);
      return poll !== undefined;
    },
  ],
];

test('the history of a correct log is valid', () => {
  fc.assert(
    fc.property(clientHistories, (ops) => {
      const { anomalies, valid } = judge(ops);
      const isRead = pollsOf(ops).some(({ op, records }) => op.status === 'ok' && records.length > 0);
      expect({ anomalies, valid }).toEqual({ anomalies: {}, valid: isRead ? true : 'unknown' });
    }),
    { numRuns: 1000 },
  );
});

test.each(mutations)('%s: %s', (_, name, mutate) => {
  fc.assert(
    fc.property(clientHistories, fc.nat(), (ops, choice) => {
      // By JSON, for a clone would keep what the reads share.
      const mutated = JSON.parse(JSON.stringify(ops)) as Op[];
      fc.pre(mutate(mutated, choice));
      const { anomalies, valid } = judge(mutated);
      expect(Object.keys(anomalies)).toContain(name);
      expect(valid).toBe(false);
    }),
    { numRuns: 300 },
  );
});
