import { defineAnomaly } from '../define.ts';
import { jumpFinding, jumpsWithin } from '../order.ts';

/** The records of one operation stand in another order than it sent them in. */
export const intNonmonotonicSend = defineAnomaly({
  name: 'int-nonmonotonic-send',
  summary: 'one operation sent a record that is at or below the one that it had sent before',
  failing: true,
  *inPartition(partition, facts) {
    for (const jump of jumpsWithin(partition, 'send')) {
      if (jump.delta < 1) yield jumpFinding(partition, facts, jump);
    }
  },
});
