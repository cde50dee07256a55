import type { Cluster, Node } from '../cluster/cluster.ts';
import { Inconclusive } from '../errors.ts';
import { standingNodes } from '../plan.ts';
import { partitionNow } from '../steps/look-at-partition.ts';
import type { PartitionState } from '../systems/system.ts';

export interface Selection {
  readonly cluster: Cluster;
  readonly bound: ReadonlyMap<string, Node>;
  readonly partition: string;
  readonly signal: AbortSignal;
}

/** Nodes for names, roles and bound names as they are now, each once, in the order named. */
export async function selectNodes(
  targets: readonly string[],
  selection: Selection,
): Promise<readonly Node[]> {
  const chosen = new Set<Node>();
  for (const target of targets) for (const node of await nodesFor(target, selection)) chosen.add(node);
  return [...chosen];
}

async function nodesFor(target: string, selection: Selection): Promise<readonly Node[]> {
  const { cluster, bound } = selection;
  const named = bound.get(target);
  if (named) return [named];
  const meant = standingNodes(cluster.plan.nodes, target)?.map(({ name }) => name);
  return (meant ?? (await ofPartition(target, selection)) ?? [target]).map((name) => cluster.node(name));
}

async function ofPartition(role: string, selection: Selection): Promise<readonly string[] | undefined> {
  const { cluster, partition } = selection;
  const replicas = cluster.replicas(partition).map(({ name }) => name);
  const { roles } = cluster.system;
  const known = Object.hasOwn(roles, role) ? roles[role] : undefined;
  return known?.ofPartition?.now(replicas, () => stateNow(selection));
}

async function stateNow(selection: Selection): Promise<PartitionState> {
  const { partition } = selection;
  const state = await partitionNow(selection, partition);
  if (!state) throw new Inconclusive(`nobody can tell who leads ${partition} now: no broker answers`);
  return state;
}
