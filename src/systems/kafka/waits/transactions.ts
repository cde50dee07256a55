import { z } from 'zod';
import { messageOf } from '../../../errors.ts';
import { expected } from '../../../lib/schemas.ts';
import { waitUntil } from '../../../lib/wait-until.ts';
import { defineWait, type StepContext } from '../../../steps/step.ts';
import type { Stability } from '../../system.ts';

/** A reader of committed records gets nothing above the last stable offset, so that an open transaction holds it up. */
export const transactions = defineWait({
  name: 'transactions',
  summary:
    'A transaction of the partition is `open`, or all have `ended`: its last stable offset is below its high watermark, or equals it',
  schema: z.enum(['open', 'ended'], { error: expected('open or ended') }),
  example: 'wait: { transactions: ended }',
  rules: () => undefined,
  describe: (wanted) =>
    wanted === 'open' ? 'wait for an open transaction' : 'wait until every transaction has ended',
  async run(wanted, context, budgetMs): Promise<string> {
    return waitUntil<string>({
      ...context,
      what: transactions.describe(wanted),
      budgetMs,
      async look() {
        const seen = await stabilityNow(context);
        if (typeof seen === 'string') return { seen };
        const isOpen = seen.lastStable < seen.highWatermark;
        const text = `last stable offset ${seen.lastStable}, high watermark ${seen.highWatermark}`;
        return isOpen === (wanted === 'open') ? { done: text } : { seen: text };
      },
    });
  },
});

/** Or in words why nobody tells it. */
async function stabilityNow({ cluster, signal, partition }: StepContext): Promise<Stability | string> {
  try {
    await using client = await cluster.client(signal);
    if (!client.stability) return 'this system has no transactions';
    return (await client.stability(partition())) ?? 'no leader';
  } catch (error) {
    signal.throwIfAborted();
    return messageOf(error);
  }
}
