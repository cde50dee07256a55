import { indexColumn, type Numbers } from '../../history/column.ts';
import type { OpTable, PartitionFacts } from '../../history/facts.ts';
import { firstIndex } from '../../lib/first-index.ts';
import { ackedRows } from '../acked-sends.ts';
import { defineAnomaly } from '../define.ts';

/** The log went back: a record landed at or below what was acknowledged before it was even sent. */
export const lesserOffset = defineAnomaly({
  name: 'lesser-offset',
  summary: 'a record landed at or below an offset that was acknowledged before its send began',
  failing: true,
  provesLoss: true,
  *inPartition(partition, { ops }) {
    if (isRising(partition, ops)) return;
    const { name, rows, values } = partition;
    const acked = byEnd(partition, ops);
    const highest = runningHighest(partition, acked);
    const countEndedBefore = counter(acked.length, (i) => ops.end(rows.op.get(acked.get(i))));
    for (let row = 0; row < rows.count; row++) {
      const offset = landingOf(partition, ops, row);
      if (Number.isNaN(offset)) continue;
      const op = rows.op.get(row);
      const before = highest.get(countEndedBefore(ops.start(op)));
      if (before === -1 || offset > rows.offset.get(before)) continue;
      const other = { value: values.get(rows.value.get(before)), offset: rows.offset.get(before) };
      yield {
        partition: name,
        value: values.get(rows.value.get(row)),
        offset,
        op: ops.refer(op),
        acked: { ...other, op: ops.refer(rows.op.get(before)) },
      };
    }
  },
});

/** Each record landed above all that ended before it in the file's order, and that is the order of time: nothing to find. */
function isRising(partition: PartitionFacts, ops: OpTable): boolean {
  const { rows } = partition;
  let [highest, latestEnd] = [-1, -Infinity];
  for (let row = 0; row < rows.count; row++) {
    const offset = landingOf(partition, ops, row);
    if (Number.isNaN(offset)) continue;
    const op = rows.op.get(row);
    const end = ops.end(op);
    if (offset <= highest || end < latestEnd || end < ops.start(op)) return false;
    highest = offset;
    latestEnd = end;
  }
  return true;
}

// Searched from the last answer on, in steps that double: the next operation began at nearly the same time.
function counter(count: number, endOf: (i: number) => number): (start: number) => number {
  let latest = 0;
  return (start) => {
    let [low, high, step] = [latest, latest, 1];
    for (; high < count && endOf(high) < start; step *= 2) [low, high] = [high + 1, high + step];
    for (; low > 0 && endOf(low - 1) >= start; step *= 2) [low, high] = [Math.max(0, low - step), low - 1];
    latest = firstIndex(low, Math.min(high, count), (at) => endOf(at) < start);
    return latest;
  };
}

// The order of the file is that of the ends nearly always; sorting a million rows to find that out takes a second.
function byEnd(partition: PartitionFacts, ops: OpTable): Numbers {
  const acked = ackedRows(partition, ops);
  const endOf = (row: number) => ops.end(partition.rows.op.get(row));
  let isSorted = true;
  for (let i = 1; i < acked.length && isSorted; i++)
    isSorted = endOf(acked.get(i - 1)) <= endOf(acked.get(i));
  if (isSorted) return acked;
  const rows = new Int32Array(acked.length).map((_, i) => acked.get(i)).sort((a, b) => endOf(a) - endOf(b));
  return { length: rows.length, get: (i) => rows[i] ?? Number.NaN };
}

function runningHighest({ rows }: PartitionFacts, acked: Numbers): Numbers {
  const highest = indexColumn();
  let best = -1;
  highest.push(best);
  for (let i = 0; i < acked.length; i++) {
    const row = acked.get(i);
    if (best === -1 || rows.offset.get(row) > rows.offset.get(best)) best = row;
    highest.push(best);
  }
  return highest;
}

// Without an acknowledged offset a record stands where it was polled lowest: it may appear late, but only above.
function landingOf({ rows, lowestPolled }: PartitionFacts, ops: OpTable, row: number): number {
  if (rows.isSend.get(row) === 0) return Number.NaN;
  const told = ops.status(rows.op.get(row)) === 'ok' ? rows.offset.get(row) : Number.NaN;
  return Number.isNaN(told) ? lowestPolled.get(rows.value.get(row)) : told;
}
