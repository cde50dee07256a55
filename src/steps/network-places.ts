import { clients, type Way } from '../cluster/cluster.ts';
import { Inconclusive } from '../errors.ts';
import { listText } from '../lib/words.ts';
import { selectNodes } from './nodes.ts';
import type { StepContext } from './step.ts';
import type { Walk } from './walk.ts';

/** The names of the nodes that are meant now, and `clients` if it is among them. */
export async function placesNow(
  context: StepContext,
  targets: readonly string[],
): Promise<readonly string[]> {
  const nodes = targets.filter((target) => target !== clients);
  const selected = await selectNodes(context, { nodes });
  const names = selected.map(({ name }) => name);
  return targets.includes(clients) ? [...names, clients] : names;
}

/** Tells names that mean nobody; `clients` is everybody's. */
export function checkPlaces(
  walk: Walk,
  targets: readonly string[],
  path: readonly (string | number)[],
): void {
  const nodes = targets.filter((target) => target !== clients);
  if (nodes.length > 0) walk.resolve(nodes, path);
}

/** Both ways between every place of one group and every place of the other. */
export function waysBetween(group: readonly string[], others: readonly string[]): readonly Way[] {
  const both = group.filter((name) => others.includes(name));
  if (both.length > 0) throw new Inconclusive(`${listText(both)} would be on both sides of the cut`);
  return group.flatMap((one) =>
    others.flatMap((other) => [
      { from: one, to: other },
      { from: other, to: one },
    ]),
  );
}

/** Every way from one group to the other, and none back. */
export function waysFrom(group: readonly string[], others: readonly string[]): readonly Way[] {
  return waysBetween(group, others).filter(({ from }) => group.includes(from));
}
