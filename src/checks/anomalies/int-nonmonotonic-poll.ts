import { defineAnomaly } from '../define.ts';
import { jumpFinding, jumpsWithin } from '../order.ts';

/** One operation was handed records out of the order of the log. */
export const intNonmonotonicPoll = defineAnomaly({
  name: 'int-nonmonotonic-poll',
  summary: 'one operation read a record at or below the one that it had read before',
  failing: true,
  *inPartition(partition, facts) {
    for (const jump of jumpsWithin(partition, 'poll')) {
      if (jump.delta > 1 || facts.rebalanced.get(jump.later.op)?.includes(partition.name)) continue;
      yield jumpFinding(partition, facts, jump);
    }
  },
});
