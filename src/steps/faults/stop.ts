import type { Node } from '../../cluster/cluster.ts';
import { allDone } from '../all-done.ts';
import { endNode } from '../end-node.ts';
import { timedNodeArgs } from '../node-args.ts';
import { changeState } from '../node-rules.ts';
import { proveAll } from '../prove-all.ts';
import { selectNodes } from '../select-nodes.ts';
import { defineStep, type FaultProof, type StepContext } from '../step.ts';
import { listText, resultFor } from '../words.ts';

/** The counterpart of `kill`: a broker that stops in order flushes, hands over its leaderships and says so on its disk. */
export const stop = defineStep({
  name: 'stop',
  kind: 'fault',
  summary: 'SIGTERM, and wait until each node has shut down in order',
  schema: timedNodeArgs,
  example: 'stop: broker-2',
  rules: (args, walk) =>
    changeState(walk, args, { from: ['running'], to: 'stopped', help: 'stop needs a running node' }),
  describe: ({ nodes }) => `stop ${listText(nodes)}`,
  async run(args, context) {
    const nodes = await selectNodes(context, args);
    proveAll(context, 'stop', await allDone(nodes.map((node) => stopNode(context, node, args.budgetMs))));
    return resultFor(args.nodes, nodes, 'SIGTERM, shut down in order');
  },
});

async function stopNode(context: StepContext, node: Node, budgetMs: number): Promise<FaultProof> {
  const ended = await endNode(node, 'SIGTERM', budgetMs);
  const isClean = await context.cluster.system.stoppedCleanly?.(node.machine);
  if (!ended.happened || isClean === undefined) return ended;
  const proof = { ...ended.proof, cleanShutdown: isClean };
  if (isClean) return { ...ended, proof };
  return { ...ended, happened: false, proof, why: 'it exited without an orderly shutdown' };
}
