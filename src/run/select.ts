import type { Cluster, Node } from '../cluster/cluster.ts';
import { Inconclusive } from '../errors.ts';
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
  if (target === 'all') return cluster.nodes;
  if (target === 'brokers') return cluster.nodes.filter(({ spec }) => spec.holdsData);
  if (target === 'metadata') return cluster.nodes.filter(({ spec }) => !spec.holdsData);
  if (target === 'replicas') return cluster.replicas(selection.partition);
  const roles = partitionRoles[target];
  if (!roles) return [cluster.node(target)];
  return roles(await stateNow(selection), cluster.replicas(selection.partition)).map((name) =>
    cluster.node(name),
  );
}

type RoleOf = (state: PartitionState, replicas: readonly Node[]) => readonly string[];

const leader: RoleOf = (state) => (state.leader === null ? [] : [state.leader]);
const followers: RoleOf = (state, replicas) =>
  replicas.map(({ name }) => name).filter((name) => name !== state.leader);

const partitionRoles: Readonly<Record<string, RoleOf>> = {
  leader,
  followers,
  follower: (state, replicas) => followers(state, replicas).slice(0, 1),
  isr: (state) => state.isr,
};

async function stateNow({ cluster, partition, signal }: Selection): Promise<PartitionState> {
  const states = await cluster.partitions(signal);
  const state = states.find((each) => each.partition === partition);
  if (!state) throw new Inconclusive(`nobody can tell who leads ${partition} now: no broker answers`);
  return state;
}
