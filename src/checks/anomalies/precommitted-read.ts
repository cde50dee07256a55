import { defineAnomaly } from '../define.ts';
import { opSpans } from '../order.ts';

/** A transaction read what it had sent itself and not yet committed. */
export const precommittedRead = defineAnomaly({
  name: 'precommitted-read',
  summary: 'an operation read a value that it sent itself',
  failing: true,
  *inPartition(partition, { ops }) {
    const { name, rows, values } = partition;
    for (const { op, from, to } of opSpans(partition)) {
      if (ops.f(op) !== 'txn') continue;
      const all = Array.from(rows.value.subarray(from, to));
      const sent = new Set(all.filter((_, i) => rows.isSend[from + i] === 1));
      const polled = new Set(all.filter((_, i) => rows.isSend[from + i] === 0));
      for (const value of polled) {
        if (sent.has(value)) yield { partition: name, value: values[value], op: ops.refer(op) };
      }
    }
  },
});
