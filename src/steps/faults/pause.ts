import type { Node } from '../../cluster/cluster.ts';
import { allDone } from '../all-done.ts';
import { nodeArgs } from '../node-args.ts';
import { changeState } from '../node-rules.ts';
import { proveAll } from '../prove-all.ts';
import { selectNodes } from '../select-nodes.ts';
import { defineStep, type FaultProof } from '../step.ts';
import { listText, resultFor } from '../words.ts';

/** A process that hangs looks alive to its peers' sockets: sessions expire, yet no connection is closed. */
export const pause = defineStep({
  name: 'pause',
  kind: 'fault',
  summary: 'SIGSTOP each node: it hangs with its connections open, until `resume`',
  schema: nodeArgs,
  example: 'pause: leader',
  rules: (args, walk) =>
    changeState(walk, args, { from: ['running'], to: 'paused', help: 'pause needs a running node' }),
  describe: ({ nodes }) => `pause ${listText(nodes)}`,
  async run(args, context) {
    const nodes = await selectNodes(context, args);
    proveAll(context, 'pause', await allDone(nodes.map(pauseNode)));
    return resultFor(args.nodes, nodes, 'SIGSTOP, the kernel shows it stopped');
  },
});

async function pauseNode(node: Node): Promise<FaultProof> {
  if (node.state !== 'running' && node.state !== 'starting') {
    return { node: node.name, happened: false, proof: { state: node.state }, why: `it was ${node.state}` };
  }
  const kernelState = await node.pause();
  const proof = { pid: node.process?.pid, kernelState };
  if (kernelState === 'stopped') return { node: node.name, happened: true, proof };
  return { node: node.name, happened: false, proof, why: `the kernel shows it as ${kernelState}` };
}
