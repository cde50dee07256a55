import { absencesIn } from '../accounting.ts';
import { defineAnomaly } from '../define.ts';

/** The loss itself: acknowledged before the final read began, not in it although it reached the end, and not rightly removed. */
export const finalReadLost = defineAnomaly({
  name: 'final-read-lost',
  summary: 'an acknowledged record is not in the final read, which reached the end of the log',
  failing: true,
  provesLoss: true,
  *inPartition(partition, facts) {
    const finalRead = absencesIn(partition, facts);
    if (!finalRead) return;
    const { ops } = facts;
    for (const value of finalRead.lost) {
      const offset = partition.ackOffset.get(value);
      yield {
        partition: partition.name,
        offset: Number.isNaN(offset) ? null : offset,
        key: partition.keyOf(value),
        value: partition.values.get(value),
        writer: ops.refer(partition.ackOp.get(value)),
        end: finalRead.end,
        reader: ops.refer(finalRead.op),
      };
    }
  },
});
