import type { Node } from '../../../cluster/cluster.ts';
import { Inconclusive } from '../../../errors.ts';
import { listText } from '../../../lib/words.ts';
import { changeState, nodeArgs, onEachNode } from '../../../steps/nodes.ts';
import { refuseAlive } from '../../../steps/refuse-alive.ts';
import { defineStep } from '../../../steps/step.ts';

/** A first start does this by itself; apart from it, a fault can come in between, as it can for an operator. */
export const format = defineStep({
  name: 'format',
  kind: 'action',
  summary: "Prepare each stopped node's storage without starting it; KRaft needs it on an empty disk",
  schema: nodeArgs,
  example: 'format: broker-3',
  rules(args, walk) {
    changeState(walk, args, {
      from: ['stopped'],
      help: 'kill or stop it first, format needs a stopped node',
    });
  },
  describe: ({ nodes }) => `format ${listText(nodes)}`,
  run: onEachNode(formatOne, 'its storage is ready for a first start'),
});

async function formatOne(node: Node): Promise<void> {
  const refused = refuseAlive(node);
  if (refused) throw new Inconclusive(`format ${node.name}: ${refused.why}`);
  await node.prepare();
}
