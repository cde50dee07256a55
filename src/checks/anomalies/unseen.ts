import { defineAnomaly } from '../define.ts';

/** A loss or only a slow reader: this cannot tell, so it makes the history doubtful rather than invalid. */
export const unseen = defineAnomaly({
  name: 'unseen',
  summary: 'acknowledged values were never read',
  failing: false,
  doubting: true,
  *inPartition({ name, values, ackOp, okReader }) {
    const missing = values.filter((_, value) => (ackOp[value] as number) >= 0 && okReader[value] === -1);
    if (missing.length > 0) yield { partition: name, count: missing.length, values: missing };
  },
});
