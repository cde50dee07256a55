import { defineAnomaly } from '../define.ts';
import { jumpFinding, jumpsWithin } from '../order.ts';

/** One operation was handed records with a gap between them, in which the log has others. */
export const intPollSkip = defineAnomaly({
  name: 'int-poll-skip',
  summary: 'one operation read two records and not those between them in the log',
  failing: true,
  *inPartition(partition, facts) {
    for (const jump of jumpsWithin(partition, 'poll')) {
      if (jump.delta < 1 || facts.rebalanced.get(jump.later.op)?.includes(partition.name)) continue;
      yield jumpFinding(partition, facts, jump);
    }
  },
});
