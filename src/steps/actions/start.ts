import { listText } from '../../lib/words.ts';
import { changeState, resultFor, selectNodes, timedNodeArgs } from '../nodes.ts';
import { startNodes } from '../start-nodes.ts';
import { defineStep } from '../step.ts';

/** Waits until each node is ready, so that the next step meets it at work; one that is expected down must have exited. */
export const start = defineStep({
  name: 'start',
  kind: 'action',
  summary: 'Start each node and wait until it is ready',
  schema: timedNodeArgs,
  example: 'start: broker-1',
  rules: (args, walk) =>
    changeState(walk, args, { from: ['stopped'], to: 'running', help: 'start needs a stopped node' }),
  describe: ({ nodes }) => `start ${listText(nodes)}`,
  async run(args, context) {
    const nodes = await selectNodes(context, args);
    const notes = await startNodes(context, nodes, args.budgetMs);
    return resultFor(args.nodes, nodes, notes.filter((note) => note !== '').join('; '));
  },
});
