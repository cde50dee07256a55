import { listText } from '../../lib/words.ts';
import { killNode } from '../end-node.ts';
import { defineNodeFault, each } from '../node-fault.ts';
import { nodeArgs } from '../nodes.ts';

/** Kills processes only: bytes they handed to the page cache survive. For those: `truncate`, and a cut of power. */
export const kill = defineNodeFault({
  name: 'kill',
  summary: 'SIGKILL the process of each node; what it wrote survives in the page cache',
  schema: nodeArgs,
  example: 'kill: [broker-2, broker-3]',
  takes: 'alive',
  leaves: 'stopped',
  describe: ({ nodes }) => `kill ${listText(nodes)}`,
  hurt: each(killNode),
  result: (_said, { length }) =>
    `SIGKILL, ${length === 1 ? 'its disk keeps' : 'their disks keep'} everything`,
});
