import { defineAnomaly } from '../define.ts';
import { jumpFinding, jumpsBetween } from '../order.ts';

/** A reader was sent back. A consumer group may do so when it rebalances: told, not failing. */
export const nonmonotonicPoll = defineAnomaly({
  name: 'nonmonotonic-poll',
  summary: 'a process read a record at or below the last one that it had read',
  failing: true,
  *inPartition(partition, facts) {
    const { ops, positions } = facts;
    for (const jump of jumpsBetween(partition, facts, 'poll')) {
      if (jump.delta > 1) continue;
      const { op } = jump.later;
      const isExcused = positions.isSubscribed(ops.process(op), op);
      yield { ...jumpFinding(partition, facts, jump), ...(isExcused ? { failing: false } : {}) };
    }
  },
});
