import type { OpTable, PartitionFacts } from '../../history/facts.ts';
import { ackedRows } from '../acked-sends.ts';
import { defineAnomaly } from '../define.ts';

/** The log went back: a record landed at or below what was acknowledged before it was even sent. */
export const lesserOffset = defineAnomaly({
  name: 'lesser-offset',
  summary: 'a record landed at or below an offset that was acknowledged before its send began',
  failing: true,
  provesLoss: true,
  *inPartition(partition, { ops }) {
    const { name, rows, values } = partition;
    const acked = byEnd(partition, ops);
    const highest = runningHighest(partition, acked);
    for (let row = 0; row < rows.count; row++) {
      const offset = landingOf(partition, ops, row);
      if (Number.isNaN(offset)) continue;
      const op = rows.op[row] as number;
      const before = highest[countEndedBefore(ops.start(op))] as number;
      if (before === -1 || offset > (rows.offset[before] as number)) continue;
      const other = { value: values[rows.value[before] as number], offset: rows.offset[before] };
      yield {
        partition: name,
        value: values[rows.value[row] as number],
        offset,
        op: ops.refer(op),
        acked: { ...other, op: ops.refer(rows.op[before] as number) },
      };
    }

    // Binary search: `highest[n]` is the best of the first n acks, by their end.
    function countEndedBefore(start: number): number {
      let [low, high] = [0, acked.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (ops.end(rows.op[acked[middle] as number] as number) < start) low = middle + 1;
        else high = middle;
      }
      return low;
    }
  },
});

// The order of the file is that of the ends nearly always; sorting a million rows to find that out takes a second.
function byEnd(partition: PartitionFacts, ops: OpTable): Int32Array {
  const acked = ackedRows(partition, ops);
  const endOf = (row: number) => ops.end(partition.rows.op[row] as number);
  const isSorted = acked.every((row, i) => i === 0 || endOf(acked[i - 1] as number) <= endOf(row));
  return isSorted ? acked : acked.sort((a, b) => endOf(a) - endOf(b));
}

function runningHighest({ rows }: PartitionFacts, acked: Int32Array): Int32Array {
  const highest = new Int32Array(acked.length + 1);
  let best = -1;
  highest[0] = best;
  for (let i = 0; i < acked.length; i++) {
    const row = acked[i] as number;
    if (best === -1 || (rows.offset[row] as number) > (rows.offset[best] as number)) best = row;
    highest[i + 1] = best;
  }
  return highest;
}

// Without an acknowledged offset a record stands where it was polled lowest: it may appear late, but only above.
function landingOf({ rows, lowestPolled }: PartitionFacts, ops: OpTable, row: number): number {
  if (rows.isSend[row] === 0) return Number.NaN;
  const told = ops.status(rows.op[row] as number) === 'ok' ? (rows.offset[row] as number) : Number.NaN;
  return Number.isNaN(told) ? (lowestPolled[rows.value[row] as number] as number) : told;
}
