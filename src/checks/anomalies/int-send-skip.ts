import { defineAnomaly } from '../define.ts';
import { jumpFinding, jumpsWithin } from '../order.ts';

/** Records of others stand between those of one operation: no error, but a reader of the history wants to know. */
export const intSendSkip = defineAnomaly({
  name: 'int-send-skip',
  summary: 'records of others are between the records of one operation',
  failing: false,
  *inPartition(partition, facts) {
    for (const jump of jumpsWithin(partition, 'send')) {
      if (jump.delta > 1) yield jumpFinding(partition, facts, jump);
    }
  },
});
