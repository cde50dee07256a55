import { z } from 'zod';
import { stateEvent } from '../../cluster/state-event.ts';
import { defineStep } from '../step.ts';
import { stateText } from '../words.ts';

/** Puts the cluster's own view into the history at a moment that the scenario chooses. */
export const describe = defineStep({
  name: 'describe',
  kind: 'probe',
  summary: "Record every partition's leader, ISR and end offset as the cluster tells them",
  schema: z
    .null()
    .or(z.strictObject({}))
    .transform(() => null),
  example: 'describe:',
  rules: () => undefined,
  describe: () => 'describe the partitions',
  async run(_args, context) {
    const states = await context.cluster.partitions(context.signal);
    for (const state of states) context.record(stateEvent(state, context.now()));
    if (states.length === 0) return 'no node answers';
    return states
      .map((state) => `${state.partition} ${stateText(state, context.plan)}, end ${state.end ?? 'unknown'}`)
      .join('; ');
  },
});
