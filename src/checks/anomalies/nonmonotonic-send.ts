import { defineAnomaly } from '../define.ts';
import { jumpFinding, jumpsBetween } from '../order.ts';

/** The records of one producer stand in another order than it sent them in. Skips are nothing: others send, too. */
export const nonmonotonicSend = defineAnomaly({
  name: 'nonmonotonic-send',
  summary: 'a process sent a record that is at or below the last one that it had sent',
  failing: true,
  *inPartition(partition, facts) {
    for (const jump of jumpsBetween(partition, facts, 'send')) {
      if (jump.delta < 1) yield jumpFinding(partition, facts, jump);
    }
  },
});
