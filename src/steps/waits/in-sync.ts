import { oneOrMany } from '../../lib/schemas.ts';
import { nodesText } from '../../lib/words.ts';
import { waitForPartition } from '../look-at-partition.ts';
import { selectNodes } from '../nodes.ts';
import { defineWait } from '../step.ts';
import { inSyncText, leaderText } from '../words.ts';

/** At least these: who else has caught up harms nobody. */
export const inSync = defineWait({
  name: 'in-sync',
  summary: 'The partition has a leader that answers, and these replicas have caught up with it',
  schema: oneOrMany,
  example: 'wait: { in-sync: [member-2, member-3] }',
  rules(names, walk) {
    walk.resolve(names);
  },
  describe: (names) => `wait for ${nodesText(names)} in sync`,
  async run(names, context, budgetMs) {
    const nodes = await selectNodes(context, { nodes: names });
    const state = await waitForPartition(context, {
      what: `wait for ${nodesText(nodes.map(({ name }) => name))} in sync`,
      budgetMs,
      needs: nodes,
      isReached: ({ isr, end }) => end !== null && nodes.every(({ name }) => isr.includes(name)),
    });
    return `${leaderText(state)}, ${inSyncText(state.isr, context.plan)}`;
  },
});
