import type { Cluster, Node } from '../cluster/cluster.ts';
import { wordsOf } from '../lib/system-words.ts';
import { waitUntil } from '../lib/wait-until.ts';
import { holdersText, type Plan, partitionsOf } from '../plan.ts';
import { isCurrent } from '../steps/look-at-partition.ts';
import { metadataKeepers, refuseAllDown, refuseDown } from '../steps/refuse-down.ts';
import { inSyncText, leaderText, stateText } from '../steps/words.ts';
import type { PartitionState } from '../systems/system.ts';

const startBudgetMs = 120_000;
const isrBudgetMs = 60_000;

export interface Waiting {
  readonly signal: AbortSignal;
  readonly onSeen: (seen: unknown) => void;
}

/** Starts every node, makes the topics, and waits until each partition has its first leader and a full ISR. */
export async function bringUp(cluster: Cluster, waiting: Waiting): Promise<string> {
  await cluster.start(cluster.nodes, { budgetMs: startBudgetMs, ...waiting });
  await createTopics(cluster, waiting.signal);
  const states = await allInSync(cluster, waiting);
  const settled = (await settleDisks(cluster)) ? ', disks settled' : '';
  return `${holdersText(cluster.plan.nodes)}, ${states
    .map((state) => described(state, cluster.plan))
    .slice(0, 3)
    .join('; ')}${settled}`;
}

/** Before the first step: else a cut would also take what the cluster wrote at its start. False without any disk. */
export async function settleDisks(cluster: Cluster): Promise<boolean> {
  const disks = cluster.nodes.flatMap(({ disk }) => disk ?? []);
  await Promise.all(disks.map((disk) => disk.settle()));
  return disks.length > 0;
}

/** Makes the plan's topics through the nodes that run. */
export async function createTopics(cluster: Cluster, signal: AbortSignal): Promise<void> {
  await using client = await cluster.client(signal);
  await client.createTopics(cluster.plan.topics);
}

/** Waits until every partition has a leader and every assigned replica (of these nodes) has caught up with it. */
export async function allInSync(
  cluster: Cluster,
  { signal, onSeen }: Waiting,
  among: readonly Node[] = cluster.nodes,
): Promise<readonly PartitionState[]> {
  const wanted = partitionsOf(cluster.plan.topics);
  const { caughtUp } = wordsOf(cluster.plan);
  const isFull = (state: PartitionState | undefined) =>
    state !== undefined &&
    state.leader !== null &&
    isCurrent(state) &&
    neededFor(cluster, state.partition, among).every(({ name }) => state.isr.includes(name));
  return waitUntil<readonly PartitionState[]>({
    what: `every replica ${caughtUp} of ${wanted.length === 1 ? wanted[0] : `all ${wanted.length} partitions`}`,
    budgetMs: isrBudgetMs,
    signal,
    onSeen,
    look: async () => {
      const states = await cluster.partitions(signal);
      const found = wanted.map((partition) => states.find((state) => state.partition === partition));
      const short = found.findIndex((state) => !isFull(state));
      if (short === -1) return { done: states };
      await refuseGone(cluster, wanted[short] ?? '', among);
      return { seen: `${wanted[short]}: ${stateText(found[short], cluster.plan)}` };
    },
  });
}

/** Nobody starts a node while this is awaited: the whole budget would be spent for nothing. */
async function refuseGone(cluster: Cluster, partition: string, among: readonly Node[]): Promise<void> {
  const what = `every replica ${wordsOf(cluster.plan).caughtUp} of ${partition}`;
  await refuseAllDown(what, metadataKeepers(cluster));
  await refuseDown(what, neededFor(cluster, partition, among));
}

function neededFor({ plan, replicas }: Cluster, partition: string, among: readonly Node[]): readonly Node[] {
  return replicas(partition).filter((node) => among.includes(node) && !plan.expect.down.includes(node.name));
}

function described(state: PartitionState, plan: Plan): string {
  return `${state.partition} ${leaderText(state)}, ${inSyncText(state.isr, plan)}`;
}
