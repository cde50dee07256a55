import { allDone } from '../all-done.ts';
import { killNode } from '../end-node.ts';
import { timedNodeArgs } from '../node-args.ts';
import { changeState } from '../node-rules.ts';
import { proveAll } from '../prove-all.ts';
import { selectNodes } from '../select-nodes.ts';
import { startNodes } from '../start-nodes.ts';
import { defineStep } from '../step.ts';
import { listText, resultFor } from '../words.ts';

/** A crash and what a supervisor does about it: at once, so that sessions of the dead process may still be open. */
export const restart = defineStep({
  name: 'restart',
  kind: 'fault',
  summary: 'SIGKILL each node, start it again at once and wait until it is ready',
  schema: timedNodeArgs,
  example: 'restart: broker-3',
  rules: (args, walk) =>
    changeState(walk, args, {
      from: ['running', 'paused'],
      to: 'running',
      help: 'restart needs a running node, use start',
    }),
  describe: ({ nodes }) => `restart ${listText(nodes)}`,
  async run(args, context) {
    const nodes = await selectNodes(context, args);
    proveAll(context, 'restart', await allDone(nodes.map(killNode)));
    const notes = await startNodes(context, nodes, args.budgetMs);
    const said = notes.filter((note) => note !== '').join('; ');
    return resultFor(args.nodes, nodes, said || 'SIGKILL, then ready again');
  },
});
