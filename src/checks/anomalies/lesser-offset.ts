import type { PartitionFacts } from '../../history/facts.ts';
import { ackedSends } from '../acked-sends.ts';
import { defineAnomaly } from '../define.ts';

/** The log went back: a record landed at or below what was acknowledged before it was even sent. */
export const lesserOffset = defineAnomaly({
  name: 'lesser-offset',
  summary: 'a record landed at or below an offset that was acknowledged before its send began',
  failing: true,
  provesLoss: true,
  *inPartition(partition, { ops }) {
    const acked = ackedSends(partition, ops).sort((a, b) => ops.end(a.op) - ops.end(b.op));
    const highest = runningHighest(acked);
    for (const { value, op, offset } of landings(partition, (op) => ops.status(op) === 'ok')) {
      const before = highest[countEndedBefore(ops.start(op))];
      if (!before || offset > before.offset) continue;
      yield {
        partition: partition.name,
        value: partition.values[value],
        offset,
        op: ops.refer(op),
        acked: { value: partition.values[before.value], offset: before.offset, op: ops.refer(before.op) },
      };
    }

    // Binary search: `highest[n]` is the best of the first n acks, by their end.
    function countEndedBefore(start: number): number {
      let [low, high] = [0, acked.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (ops.end(acked[middle]?.op ?? -1) < start) low = middle + 1;
        else high = middle;
      }
      return low;
    }
  },
});

type Send = ReturnType<typeof ackedSends>[number];

function runningHighest(acked: readonly Send[]): (Send | undefined)[] {
  const highest: (Send | undefined)[] = [undefined];
  for (const send of acked) {
    const best = highest.at(-1);
    highest.push(best && best.offset >= send.offset ? best : send);
  }
  return highest;
}

// Without an acknowledged offset a record stands where it was polled lowest: it may appear late, but only above.
function* landings({ rows, lowestPolled }: PartitionFacts, isOk: (op: number) => boolean): Generator<Send> {
  for (let row = 0; row < rows.count; row++) {
    if (rows.isSend[row] === 0) continue;
    const op = rows.op[row] as number;
    const value = rows.value[row] as number;
    const told = isOk(op) ? (rows.offset[row] as number) : Number.NaN;
    const offset = Number.isNaN(told) ? (lowestPolled[value] as number) : told;
    if (!Number.isNaN(offset)) yield { value, op, offset };
  }
}
