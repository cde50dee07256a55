import { defineAnomaly } from '../define.ts';
import { jumpFinding, jumpsBetween, withoutRemoved } from '../order.ts';

/** A reader was moved on past records that it never got. A consumer group may do so when it rebalances: told, not failing. */
export const pollSkip = defineAnomaly({
  name: 'poll-skip',
  summary: 'a process read on above records that are in the log and that it did not get',
  failing: true,
  *inPartition(partition, facts) {
    const { ops, positions } = facts;
    for (const found of jumpsBetween(partition, facts, 'poll')) {
      const jump = withoutRemoved(partition, facts, found);
      if (jump.delta < 2) continue;
      const { op } = jump.later;
      const isExcused = positions.isSubscribed(ops.process(op), op);
      yield { ...jumpFinding(partition, facts, jump), ...(isExcused ? { failing: false } : {}) };
    }
  },
});
