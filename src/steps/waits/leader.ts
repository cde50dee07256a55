import { oneOrMany } from '../../lib/schemas.ts';
import { listText } from '../../lib/words.ts';
import { waitForPartition } from '../look-at-partition.ts';
import { selectNodes } from '../nodes.ts';
import { defineWait } from '../step.ts';
import { inSyncText, leaderText } from '../words.ts';

/** A leader must answer, too: after a kill the others' metadata goes on naming the dead one. */
export const leader = defineWait({
  name: 'leader',
  summary: 'The partition is led by this node (one of these), or by `none`',
  schema: oneOrMany,
  example: 'wait: { leader: broker-2 }',
  rules(names, walk) {
    if (!isNone(names)) walk.resolve(names);
  },
  describe: (names) => (isNone(names) ? 'wait for no leader' : `wait for leader ${listText(names)}`),
  async run(names, context, budgetMs) {
    const nodes = isNone(names) ? [] : await selectNodes(context, { nodes: names });
    const state = await waitForPartition(context, {
      what: leader.describe(names),
      budgetMs,
      needsOne: nodes,
      isReached: ({ leader: now, end }) =>
        nodes.length === 0 ? now === null : end !== null && nodes.some(({ name }) => name === now),
    });
    return `${leaderText(state)}, ${inSyncText(state.isr, context.plan)}`;
  },
});

function isNone(names: readonly string[]): boolean {
  return names.length === 1 && names[0] === 'none';
}
