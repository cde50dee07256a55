import { allDone } from '../all-done.ts';
import { killNode } from '../end-node.ts';
import { nodeArgs } from '../node-args.ts';
import { changeState } from '../node-rules.ts';
import { proveAll } from '../prove-all.ts';
import { selectNodes } from '../select-nodes.ts';
import { defineStep } from '../step.ts';
import { listText, resultFor } from '../words.ts';

/** Kills processes only: bytes they handed to the page cache survive. For those: `truncate`, and a cut of power. */
export const kill = defineStep({
  name: 'kill',
  kind: 'fault',
  summary: 'SIGKILL the process of each node; what it wrote survives in the page cache',
  schema: nodeArgs,
  example: 'kill: [broker-2, broker-3]',
  rules: (args, walk) =>
    changeState(walk, args, {
      from: ['running', 'paused'],
      to: 'stopped',
      help: 'kill needs a running node',
    }),
  describe: ({ nodes }) => `kill ${listText(nodes)}`,
  async run(args, context) {
    const nodes = await selectNodes(context, args);
    proveAll(context, 'kill', await allDone(nodes.map(killNode)));
    return resultFor(args.nodes, nodes, `SIGKILL, ${disksOf(nodes)}`);
  },
});

function disksOf(nodes: readonly unknown[]): string {
  return nodes.length === 1 ? 'its disk keeps everything' : 'their disks keep everything';
}
