import { defineAnomaly } from '../define.ts';
import { jumpFinding, jumpsBetween } from '../order.ts';

/** A reader was moved on past records that it never got. A consumer group may do so when it rebalances: told, not failing. */
export const pollSkip = defineAnomaly({
  name: 'poll-skip',
  summary: 'a process read on above records that are in the log and that it did not get',
  failing: true,
  *inPartition(partition, facts) {
    const { ops, positions } = facts;
    for (const jump of jumpsBetween(partition, facts, 'poll')) {
      if (jump.delta < 1) continue;
      const { op } = jump.later;
      const isExcused = positions.isSubscribed(ops.process(op), op);
      yield { ...jumpFinding(partition, facts, jump), ...(isExcused ? { failing: false } : {}) };
    }
  },
});
