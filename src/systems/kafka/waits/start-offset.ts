import { offsetArg } from '../../../steps/nodes.ts';
import { askOrWhy, definePolledWait } from '../../../steps/polled-wait.ts';

/** The sign that retention, or a client's request, has removed the oldest records. */
export const startOffset = definePolledWait({
  name: 'start-offset',
  summary: 'The log begins at this offset or a later one, as its leader tells',
  schema: offsetArg,
  example: 'wait: { start-offset: 10 }',
  rules: () => undefined,
  describe: (wanted) => `wait for start offset ${wanted}`,
  looks: (wanted, context) => async () => {
    const start = await askOrWhy(context, async (client) => client.logStart?.(context.partition()));
    if (typeof start !== 'number') return { seen: start ?? 'no leader' };
    return start >= wanted ? { done: `start offset ${start}` } : { seen: `start offset ${start}` };
  },
});
