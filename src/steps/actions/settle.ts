import { listText } from '../../lib/words.ts';
import { diskOf, requireDisks } from '../disks.ts';
import { nodeArgs, onEachNode } from '../nodes.ts';
import { defineStep } from '../step.ts';

/** Without it a cut also takes what the cluster wrote at its start, and the run is about that and not about the records. */
export const settle = defineStep({
  name: 'settle',
  kind: 'action',
  summary: "Sync each node's disk: only what is written from now on is at risk",
  schema: nodeArgs,
  needs: ['power-loss'],
  example: 'settle: brokers',
  rules(args, walk) {
    requireDisks(walk, args);
    walk.resolve(args.nodes);
  },
  describe: ({ nodes }) => `settle ${listText(nodes)}`,
  run: onEachNode((node) => diskOf(node, 'settle').settle(), 'everything written so far is synced'),
});
