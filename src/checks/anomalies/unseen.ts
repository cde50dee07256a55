import { defineAnomaly } from '../define.ts';

/** A loss or only a slow reader: this cannot tell, so it makes the history doubtful rather than invalid. */
export const unseen = defineAnomaly({
  name: 'unseen',
  summary: 'acknowledged values were never read',
  failing: false,
  doubting: true,
  *inPartition(partition, { ops, removal }) {
    const { name, values, ackOp, okReader } = partition;
    const missing: number[] = [];
    for (let value = 0; value < ackOp.length; value++) {
      const isUnseen = ackOp.get(value) >= 0 && okReader.get(value) === -1;
      if (isUnseen && !removal?.(partition, value)) missing.push(value);
    }
    if (missing.length === 0) return;
    yield {
      partition: name,
      count: missing.length,
      values: missing.map(values.get),
      lines: missing.map((value) => ops.line(ackOp.get(value))),
    };
  },
});
