import { z } from 'zod';
import { clients, type Way } from '../../cluster/cluster.ts';
import { Inconclusive } from '../../errors.ts';
import { expected, oneOrMany } from '../../lib/schemas.ts';
import { countText, listText } from '../../lib/words.ts';
import { cutWays } from '../cut-network.ts';
import { checkPlaces, placesNow, waysBetween, waysFrom } from '../network-places.ts';
import { defineStep, proveAll, type StepContext } from '../step.ts';

const groupsError = { error: expected('at least two groups of nodes, or a map with `from` and `to`') };

const schema = z.union(
  [
    z
      .array(oneOrMany)
      .min(2, groupsError)
      .transform((groups) => ({ groups, isOneWay: false })),
    z
      .strictObject({ from: oneOrMany, to: oneOrMany })
      .transform(({ from, to }) => ({ groups: [from, to], isOneWay: true })),
  ],
  groupsError,
);

type Args = z.output<typeof schema>;

/** The classic fault of distributed systems: each side lives and takes the other for dead. */
export const partition = defineStep({
  name: 'partition',
  kind: 'fault',
  summary: 'Cut the network between groups of nodes and `clients`, silently, until `heal`; others reach all',
  schema,
  example: 'partition: [[broker-1], [broker-2, broker-3, metadata, clients]]',
  needs: ['partition'],
  rules({ groups, isOneWay }, walk) {
    groups.forEach((group, index) => {
      checkPlaces(walk, group, isOneWay ? [index === 0 ? 'from' : 'to'] : [index]);
      const twice = group.find((name) => groups.slice(0, index).some((other) => other.includes(name)));
      if (twice !== undefined) walk.problem(`'${twice}' can't be on both sides of a cut`);
    });
  },
  control: () => null,
  isAwaited: true,
  describe: ({ groups, isOneWay }) =>
    `partition ${groups.map((group) => listText(group)).join(isOneWay ? ' → ' : ' | ')}`,
  async run(args, context) {
    const places = await placesOf(args, context);
    const ways = waysOf(args, places);
    const nodes = places.flat().filter((name) => name !== clients);
    const proofs = await cutWays({ ways, nodes }, context);
    proveAll(context, partition.name, proofs);
    if (proofs.length === 0) throw new Inconclusive('partition: nothing was cut');
    return `${countText(ways.length, 'way')} cut: packets are dropped, nothing comes back`;
  },
});

async function placesOf({ groups }: Args, context: StepContext): Promise<readonly (readonly string[])[]> {
  const places: (readonly string[])[] = [];
  for (const group of groups) places.push(await placesNow(context, group));
  return places;
}

function waysOf({ isOneWay }: Args, places: readonly (readonly string[])[]): readonly Way[] {
  const between = isOneWay ? waysFrom : waysBetween;
  return places.flatMap((group, index) => places.slice(index + 1).flatMap((other) => between(group, other)));
}
