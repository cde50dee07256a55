import type { Node } from '../../cluster/cluster.ts';
import { Inconclusive } from '../../errors.ts';
import { listText } from '../../lib/words.ts';
import { killNode } from '../end-node.ts';
import { defineNodeFault, each } from '../node-fault.ts';
import { type TimedNodeArgs, timedNodeArgs } from '../nodes.ts';
import { startNodes } from '../start-nodes.ts';
import type { StepContext } from '../step.ts';
import { waitForRegistered } from '../wait-for-registered.ts';

/** A crash and what a supervisor does about it. A broker that comes back before its old session has expired may die of that, so it comes back right after. */
export const restart = defineNodeFault({
  name: 'restart',
  summary: 'SIGKILL each node, start it again as soon as its session is over, and wait until it is ready',
  schema: timedNodeArgs,
  example: 'restart: broker-3',
  takes: 'alive',
  leaves: 'running',
  describe: ({ nodes }) => `restart ${listText(nodes)}`,
  hurt: each(killNode),
  afterwards: comeBack,
});

async function comeBack(nodes: readonly Node[], { budgetMs }: TimedNodeArgs, context: StepContext) {
  await sessionsEnd(context, nodes, budgetMs);
  const notes = await startNodes(context, nodes, budgetMs);
  const down = nodes.find(
    ({ name, state }) => state !== 'running' && !context.plan.expect.down.includes(name),
  );
  if (down) throw new Inconclusive(`restart ${down.name}: it is ${down.state}, not running again`);
  return notes.filter((note) => note !== '').join('; ') || 'SIGKILL, then ready again';
}

/** Without a metadata store that serves there is no session to wait for: the nodes come back at once. */
async function sessionsEnd(context: StepContext, nodes: readonly Node[], budgetMs: number): Promise<void> {
  if ('notServing' in (await context.cluster.registered())) return;
  const what = `restart: wait until no session of ${listText(nodes.map(({ name }) => name))} is left`;
  await waitForRegistered(context, { what, budgetMs, nodes, registered: false });
}
