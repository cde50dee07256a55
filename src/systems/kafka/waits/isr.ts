import { oneOrMany } from '../../../lib/schemas.ts';
import { nodesText } from '../../../lib/words.ts';
import { waitForPartition } from '../../../steps/look-at-partition.ts';
import { selectNodes } from '../../../steps/nodes.ts';
import { defineWait } from '../../../steps/step.ts';
import { leaderText } from '../../../steps/words.ts';

/** Exact, since one member more or less decides whether a later fault takes the last copy. */
export const isr = defineWait({
  name: 'isr',
  summary: "The partition's ISR is exactly these nodes, and one of them leads",
  schema: oneOrMany,
  example: 'wait: { isr: [broker-2, broker-3] }',
  rules(names, walk) {
    walk.resolve(names);
  },
  describe: (names) => `wait for ISR ${nodesText(names)}`,
  async run(names, context, budgetMs) {
    const nodes = await selectNodes(context, { nodes: names });
    const wanted = new Set(nodes.map(({ name }) => name));
    const state = await waitForPartition(context, {
      what: `wait for ISR ${nodesText([...wanted])}`,
      budgetMs,
      needs: nodes,
      // The ISR shrinks a moment before it has its new leader, and a workload would meet none.
      isReached: ({ isr: now, leader }) =>
        now.length === wanted.size &&
        now.every((name) => wanted.has(name)) &&
        leader !== null &&
        wanted.has(leader),
    });
    return leaderText(state);
  },
});
