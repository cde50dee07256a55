import { defineAnomaly } from '../define.ts';
import { endOfSpan } from '../order.ts';

/** A transaction read what it had sent itself and not yet committed. */
export const precommittedRead = defineAnomaly({
  name: 'precommitted-read',
  summary: 'an operation read a value that it sent itself',
  failing: true,
  *inPartition(partition, { ops }) {
    const { name, rows, values } = partition;
    for (let from = 0, to = 0; from < rows.count; from = to) {
      to = endOfSpan(partition, from);
      const op = rows.op.get(from);
      if (ops.f(op) !== 'txn') continue;
      const [polled, sent] = [new Set<number>(), new Set<number>()];
      for (let row = from; row < to; row++)
        (rows.isSend.get(row) === 1 ? sent : polled).add(rows.value.get(row));
      for (const value of polled) {
        if (sent.has(value)) yield { partition: name, value: values.get(value), op: ops.refer(op) };
      }
    }
  },
});
