import { defineAnomaly } from '../define.ts';

/** A loss or only a slow reader: this cannot tell, so it makes the history doubtful rather than invalid. */
export const unseen = defineAnomaly({
  name: 'unseen',
  summary: 'acknowledged values were never read',
  failing: false,
  doubting: true,
  *inPartition(partition, { removal }) {
    const { name, values, ackOp, okReader } = partition;
    const isUnseen = (value: number) => (ackOp[value] as number) >= 0 && okReader[value] === -1;
    const missing = values.filter((_, value) => isUnseen(value) && !removal?.(partition, value));
    if (missing.length > 0) yield { partition: name, count: missing.length, values: missing };
  },
});
