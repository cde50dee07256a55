import type { Node } from '../../cluster/cluster.ts';
import { listText } from '../../lib/words.ts';
import { endNode } from '../end-node.ts';
import { type TimedNodeArgs, timedNodeArgs } from '../node-args.ts';
import { defineNodeFault, each } from '../node-fault.ts';
import type { FaultProof, StepContext } from '../step.ts';

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

async function stopNode(node: Node, { budgetMs }: TimedNodeArgs, context: StepContext): Promise<FaultProof> {
  const ended = await endNode(node, 'SIGTERM', budgetMs);
  const isClean = await context.cluster.system.stoppedCleanly?.(node.spec, node.machine);
  if (!ended.happened || isClean === undefined) return ended;
  const proof = { ...ended.proof, cleanShutdown: isClean };
  if (isClean) return { ...ended, proof };
  return { ...ended, happened: false, proof, why: 'it exited without an orderly shutdown' };
}
