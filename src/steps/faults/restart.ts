import type { Node } from '../../cluster/cluster.ts';
import { allDone } from '../all-done.ts';
import { killNode } from '../end-node.ts';
import { timedNodeArgs } from '../node-args.ts';
import { changeState } from '../node-rules.ts';
import { proveAll } from '../prove-all.ts';
import { selectNodes } from '../select-nodes.ts';
import { startNodes } from '../start-nodes.ts';
import { defineStep, type StepContext } from '../step.ts';
import { waitForRegistered } from '../wait-for-registered.ts';
import { listText, resultFor } from '../words.ts';

/** A crash and what a supervisor does about it. A broker that comes back before its old session has expired may die of that, so it comes back right after. */
export const restart = defineStep({
  name: 'restart',
  kind: 'fault',
  summary: 'SIGKILL each node, start it again as soon as its session is over, and wait until it is ready',
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
    await sessionsEnd(context, nodes, args.budgetMs);
    const notes = await startNodes(context, nodes, args.budgetMs);
    const said = notes.filter((note) => note !== '').join('; ');
    return resultFor(args.nodes, nodes, said || 'SIGKILL, then ready again');
  },
});

/** Without a metadata store that serves there is no session to wait for: the nodes come back at once. */
async function sessionsEnd(context: StepContext, nodes: readonly Node[], budgetMs: number): Promise<void> {
  if ('notServing' in (await context.cluster.registered())) return;
  const what = `restart: wait until no session of ${listText(nodes.map(({ name }) => name))} is left`;
  await waitForRegistered(context, { what, budgetMs, nodes, registered: false });
}
