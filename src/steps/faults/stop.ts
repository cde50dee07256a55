import type { Node } from '../../cluster/cluster.ts';
import { listText } from '../../lib/words.ts';
import { endNode } from '../end-node.ts';
import { defineNodeFault, each } from '../node-fault.ts';
import { type TimedNodeArgs, timedNodeArgs } from '../nodes.ts';
import type { Shown, StepContext } from '../step.ts';

/** The counterpart of `kill`: a broker that stops in order flushes, hands over its leaderships and says so on its disk. */
export const stop = defineNodeFault({
  name: 'stop',
  summary: 'SIGTERM, and wait until each node has shut down in order',
  schema: timedNodeArgs,
  example: 'stop: broker-2',
  takes: 'running',
  leaves: 'stopped',
  describe: ({ nodes }) => `stop ${listText(nodes)}`,
  hurt: each(stopNode),
  result: () => 'SIGTERM, shut down in order',
});

async function stopNode(node: Node, { budgetMs }: TimedNodeArgs, context: StepContext): Promise<Shown> {
  const ended = await endNode(node, 'SIGTERM', budgetMs);
  const isClean = await context.cluster.system.stoppedCleanly?.(node.spec, node.machine);
  if (ended.why !== null || isClean === undefined) return ended;
  const proof = { ...ended.proof, cleanShutdown: isClean };
  return { proof, why: isClean ? null : 'it exited without an orderly shutdown' };
}
