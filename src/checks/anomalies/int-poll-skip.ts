import { defineAnomaly } from '../define.ts';
import { jumpFinding, jumpsWithin, withoutRemoved } from '../order.ts';

/** One operation was handed records with a gap between them, in which the log has others. */
export const intPollSkip = defineAnomaly({
  name: 'int-poll-skip',
  summary: 'one operation read two records and not those between them in the log',
  failing: true,
  *inPartition(partition, facts) {
    for (const found of jumpsWithin(partition, 'poll')) {
      const jump = withoutRemoved(partition, facts, found);
      if (jump.delta < 2 || facts.rebalanced.get(jump.later.op)?.includes(partition.name)) continue;
      yield jumpFinding(partition, facts, jump);
    }
  },
});
