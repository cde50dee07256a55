import { z } from 'zod';
import { clients } from '../../cluster/cluster.ts';
import { Inconclusive } from '../../errors.ts';
import { oneOrMany } from '../../lib/schemas.ts';
import { listText } from '../../lib/words.ts';
import { cutWays } from '../cut-network.ts';
import { checkPlaces, placesNow, waysBetween } from '../network-places.ts';
import { defineNodeFault } from '../node-fault.ts';
import { nodeArgs, partitionArg } from '../nodes.ts';

const schema = z.union([
  nodeArgs.transform((args) => ({ ...args, from: undefined })),
  z
    .strictObject({
      node: oneOrMany,
      from: oneOrMany.describe('nodes, roles or `clients`: from whom it is cut off; left out, from all'),
      partition: partitionArg.optional(),
    })
    .transform(({ node, from, partition }) => ({ nodes: node, from, ...(partition ? { partition } : {}) })),
]);

/** A node that lives and is heard by nobody: whether it goes on as if it still led is the question. */
export const isolate = defineNodeFault({
  name: 'isolate',
  summary:
    'Cut nodes off from all others and from the clients, silently, until `heal`; several stay together',
  schema,
  example: 'isolate: { node: leader, from: metadata }',
  takes: 'any',
  needs: ['partition'],
  rules: ({ from }, walk) => checkPlaces(walk, from ?? [], ['from']),
  control: () => null,
  isAwaited: true,
  describe: ({ nodes, from }) => `isolate ${listText(nodes)}${from ? ` from ${listText(from)}` : ''}`,
  async hurt(nodes, { from }, context) {
    const group = nodes.map(({ name }) => name);
    const all = [...context.cluster.nodes.map(({ name }) => name), clients];
    const meant = from ? await placesNow(context, from) : all;
    const others = meant.filter((name) => !group.includes(name));
    if (others.length === 0) throw new Inconclusive(`isolate ${listText(group)}: there is nobody else`);
    return cutWays({ ways: waysBetween(group, others), nodes: group }, context);
  },
  result: () => 'packets are dropped, nothing comes back',
});
