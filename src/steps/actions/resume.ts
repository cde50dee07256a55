import type { Node } from '../../cluster/cluster.ts';
import { Inconclusive } from '../../errors.ts';
import { listText } from '../../lib/words.ts';
import { changeState, nodeArgs, onEachNode } from '../nodes.ts';
import { defineStep } from '../step.ts';

/** The end of a `pause`: the process goes on where it was, with whatever it still believes. */
export const resume = defineStep({
  name: 'resume',
  kind: 'action',
  summary: 'SIGCONT each node that `pause` stopped',
  schema: nodeArgs,
  example: 'resume: broker-1',
  rules: (args, walk) =>
    changeState(walk, args, { from: ['paused'], to: 'running', help: 'resume needs a paused node' }),
  describe: ({ nodes }) => `resume ${listText(nodes)}`,
  run: onEachNode(resumeNode, 'SIGCONT, it runs on'),
});

async function resumeNode(node: Node): Promise<void> {
  if (node.state !== 'paused') {
    throw new Inconclusive(`resume ${node.name}: it is ${node.state}, not paused`, node.state);
  }
  const kernelState = await node.resume();
  if (kernelState !== 'running') {
    throw new Inconclusive(`resume ${node.name}: the kernel shows it as ${kernelState}`, kernelState);
  }
}
