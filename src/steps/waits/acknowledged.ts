import { z } from 'zod';
import { expected } from '../../lib/schemas.ts';
import { countText } from '../../lib/words.ts';
import { definePolledWait } from '../polled-wait.ts';

const countError = { error: expected('a number of records, from 1') };

/**
 * That the cluster serves again does not mean that the load has found it: it may still back off from the last refusal.
 * A load that is stopped before that shows nothing of what came after the fault.
 */
export const acknowledged = definePolledWait({
  name: 'acknowledged',
  summary: 'A background load got so many more records of the partition acknowledged',
  schema: z.int(countError).positive(countError),
  example: 'wait: { acknowledged: 10 }',
  rules(_wanted, walk) {
    if (walk.loads.size === 0 && walk.maybeLoads.size === 0)
      walk.problem('no load runs at this point; start one with load');
  },
  describe: (wanted) => `wait for ${countText(wanted, 'more acknowledgement')}`,
  looks(wanted, context) {
    const count = () => context.acked(context.partition()).length;
    const before = count();
    return async () => {
      const more = count() - before;
      return more >= wanted ? { done: `${more} acknowledged` } : { seen: `${more} acknowledged` };
    };
  },
});
