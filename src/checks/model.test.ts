import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventOf } from '../history/event.ts';
import { type Facts, startFacts } from '../history/facts.ts';
import { finalReadLost } from './anomalies/final-read-lost.ts';
import { shortLog } from './anomalies/short-log.ts';
import { anomalyChecks } from './index.ts';
import { correctHistories } from './testing/model.ts';

type Op = EventOf<'op'>;

function factsOf(ops: readonly Op[]): Facts {
  const fold = startFacts();
  for (const op of ops) fold.on(op);
  return fold.end();
}

test('a log that keeps its promises has no anomaly, whatever its clients were told', () => {
  fc.assert(
    fc.property(correctHistories, (ops) => {
      const facts = factsOf(ops);
      const found = anomalyChecks.flatMap((check) =>
        check.judge(facts).map((finding) => [check.name, finding]),
      );
      expect(found).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

/** Leaves one record out of every poll, as if it had never been there to read. */
function without(ops: readonly Op[], partition: string, value: string): Op[] {
  return structuredClone(ops).map((op) => {
    for (const action of op.actions) {
      const records =
        'poll' in action && Object.hasOwn(action.poll, partition) ? action.poll[partition] : undefined;
      const at = records?.findIndex(([, polled]) => polled === value) ?? -1;
      if (at >= 0) records?.splice(at, 1);
    }
    return op;
  });
}

function ackedRecords(ops: readonly Op[]): { partition: string; value: string }[] {
  return ops
    .filter(({ status, f }) => status === 'ok' && f === 'send')
    .flatMap(({ actions }) => actions)
    .flatMap((action) => ('send' in action ? [{ partition: action.send.to, value: action.send.value }] : []));
}

test('one acknowledged record taken out of the reads is the one that is final-read-lost', () => {
  fc.assert(
    fc.property(correctHistories, fc.nat(), (ops, choice) => {
      const acked = ackedRecords(ops);
      fc.pre(acked.length > 0);
      const gone = acked[choice % acked.length]!;
      const facts = factsOf(without(ops, gone.partition, gone.value));
      expect(finalReadLost.judge(facts)).toMatchObject([gone]);
    }),
    { numRuns: 1000 },
  );
});

test('a log that ends early is a short-log', () => {
  fc.assert(
    fc.property(correctHistories, (ops) => {
      const told = ops.findLast(
        ({ status, actions }) =>
          status === 'ok' && actions.some((action) => 'send' in action && action.send.offset !== undefined),
      );
      fc.pre(told !== undefined);
      const { send } = told!.actions.find(
        (action) => 'send' in action && action.send.offset !== undefined,
      ) as {
        send: { to: string; offset: number };
      };
      const cut = structuredClone(ops);
      for (const { atEnd } of cut) if (atEnd && Object.hasOwn(atEnd, send.to)) atEnd[send.to] = send.offset;
      expect(shortLog.judge(factsOf(cut)).map(({ partition }) => partition)).toEqual([send.to]);
    }),
    { numRuns: 500 },
  );
});
