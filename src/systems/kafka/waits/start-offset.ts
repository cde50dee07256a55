import { messageOf } from '../../../errors.ts';
import { waitUntil } from '../../../lib/wait-until.ts';
import { offsetArg } from '../../../steps/nodes.ts';
import { defineWait, type StepContext } from '../../../steps/step.ts';

/** The sign that retention, or a client's request, has removed the oldest records. */
export const startOffset = defineWait({
  name: 'start-offset',
  summary: 'The log begins at this offset or a later one, as its leader tells',
  schema: offsetArg,
  example: 'wait: { start-offset: 10 }',
  rules: () => undefined,
  describe: (wanted) => `wait for start offset ${wanted}`,
  async run(wanted, context, budgetMs): Promise<string> {
    return waitUntil<string>({
      ...context,
      what: startOffset.describe(wanted),
      budgetMs,
      async look() {
        const start = await startNow(context);
        if (typeof start === 'number' && start >= wanted) return { done: `start offset ${start}` };
        return { seen: typeof start === 'number' ? `start offset ${start}` : start };
      },
    });
  },
});

/** The offset, or in words why nobody tells it. */
async function startNow(context: StepContext): Promise<number | string> {
  try {
    await using client = await context.cluster.client(context.signal);
    return (await client.logStart?.(context.partition())) ?? 'no leader';
  } catch (error) {
    context.signal.throwIfAborted();
    return messageOf(error);
  }
}
