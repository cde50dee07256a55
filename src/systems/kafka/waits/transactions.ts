import { z } from 'zod';
import { expected } from '../../../lib/schemas.ts';
import { askOrWhy, definePolledWait } from '../../../steps/polled-wait.ts';

/** A reader of committed records gets nothing above the last stable offset, so that an open transaction holds it up. */
export const transactions = definePolledWait({
  name: 'transactions',
  summary:
    'A transaction of the partition is `open`, or all have `ended`: its last stable offset is below its high watermark, or equals it',
  schema: z.enum(['open', 'ended'], { error: expected('open or ended') }),
  example: 'wait: { transactions: ended }',
  rules: () => undefined,
  describe: (wanted) =>
    wanted === 'open' ? 'wait for an open transaction' : 'wait until every transaction has ended',
  looks: (wanted, context) => async () => {
    const seen = await askOrWhy(context, async (client) =>
      client.stability
        ? ((await client.stability(context.partition())) ?? 'no leader')
        : 'this system has no transactions',
    );
    if (typeof seen === 'string') return { seen };
    const isOpen = seen.lastStable < seen.highWatermark;
    const text = `last stable offset ${seen.lastStable}, high watermark ${seen.highWatermark}`;
    return isOpen === (wanted === 'open') ? { done: text } : { seen: text };
  },
});
