import type { Node } from '../../cluster/cluster.ts';
import { listText } from '../../lib/words.ts';
import type { Healing } from '../healings.ts';
import { defineNodeFault, each } from '../node-fault.ts';
import { nodeArgs } from '../nodes.ts';
import type { Shown, StepContext } from '../step.ts';

/** A process that hangs looks alive to its peers' sockets: sessions expire, yet no connection is closed. */
export const pause = defineNodeFault({
  name: 'pause',
  summary: 'SIGSTOP each node: it hangs with its connections open, until `resume`',
  schema: nodeArgs,
  example: 'pause: leader',
  lasts: true,
  takes: 'running',
  leaves: 'paused',
  describe: ({ nodes }) => `pause ${listText(nodes)}`,
  hurt: each((node, _args, context) => pauseNode(node, context)),
  result: () => 'SIGSTOP, the kernel shows it stopped',
});

async function pauseNode(node: Node, { healings }: StepContext): Promise<Shown> {
  if (node.state !== 'running' && node.state !== 'starting') {
    return { proof: { state: node.state }, why: `it was ${node.state}` };
  }
  healings.add(resumption(node));
  await node.pause();
  const kernelState = await node.process?.state();
  const why = kernelState === 'stopped' ? null : `the kernel shows it as ${kernelState}`;
  return { proof: { pid: node.process?.pid, kernelState }, why };
}

/** A node left paused would keep the cluster from its full ISR. */
export function resumption(node: Node): Healing {
  return {
    text: `resume ${node.name}`,
    nodes: [node.name],
    isDue: () => node.state === 'paused',
    async work() {
      await node.resume();
      return `${node.name} running again`;
    },
  };
}
