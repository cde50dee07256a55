import { type Cluster, metadataFirst, type Node } from '../cluster/cluster.ts';
import { wordsOf } from '../lib/system-words.ts';
import { listText } from '../lib/words.ts';
import { partitionsOf } from '../plan.ts';
import type { Healing } from '../steps/healings.ts';
import { recordReplicaLog } from '../steps/probes/replica-log.ts';
import { startNodes } from '../steps/start-nodes.ts';
import type { StepContext } from '../steps/step.ts';
import { waitForRegistered } from '../steps/wait-for-registered.ts';
import { inSyncText, leaderText } from '../steps/words.ts';
import type { PartitionRead } from '../systems/system.ts';
import { bringBack } from './bring-back.ts';
import { allInSync } from './bring-up.ts';
import { readFinally } from './final-read.ts';

const startBudgetMs = 60_000;
const sessionBudgetMs = 60_000;

/** Performs one named part of the phase; a part that gives up is recorded, and the next one still runs. */
export type PerformPart = (name: string, text: string, work: () => Promise<string>) => Promise<unknown>;

/** Heals, brings every node back, and gathers the evidence: the final read of every partition and every replica's log. */
export async function finalPhase(
  cluster: Cluster,
  context: StepContext,
  perform: PerformPart,
): Promise<void> {
  for (const { text, work } of context.healings.due((healing) => isToHeal(cluster, healing))) {
    await perform('heal', text, work);
  }
  const down = cluster.nodes.filter(({ state }) => state === 'stopped' || state === 'new');
  const isReadFirst = down.length > 0 && isServedWithout(cluster);
  if (down.length > 0 && !isReadFirst)
    await perform('start-nodes', `start ${namesOf(down)}`, () => startAll(context, down));
  const among = isReadFirst ? cluster.nodes.filter((node) => !down.includes(node)) : cluster.nodes;
  const { caughtUp } = wordsOf(cluster.plan);
  await perform('full-isr', `wait for every replica ${caughtUp}`, async () => {
    const states = await allInSync(cluster, context, among);
    return states
      .map((state) => `${leaderText(state)}, ${inSyncText(state.isr, cluster.plan)}`)
      .slice(0, 3)
      .join('; ');
  });
  const reads = new Map<string, PartitionRead>();
  await perform('final-read', 'read to the end', () =>
    readFinally(cluster, context, (partition, read) => void reads.set(partition, read)),
  );
  await perform('read-logs', "read every replica's log", () => readLogs(cluster, context, { reads, among }));
  if (isReadFirst)
    await perform('start-nodes', `start ${namesOf(down)}, once all is read`, () =>
      bringBack(cluster, context, down),
    );
}

/** Where a majority serves, the read needs no more; who comes back may hold what the others have lost. */
function isServedWithout({ system, plan, replicas }: Cluster): boolean {
  if (system.needsMajority !== true) return false;
  return partitionsOf(plan.topics).every((partition) => {
    const all = replicas(partition);
    return 2 * all.filter(({ state }) => state === 'running').length > all.length;
  });
}

/** A node that is expected to stay down keeps what holds it down: it would come up without it. */
function isToHeal({ plan }: Cluster, { nodes = [], bringsBack }: Healing): boolean {
  return !(bringsBack && nodes.some((name) => plan.expect.down.includes(name)));
}

/** Metadata nodes first; then the brokers, once nobody holds their registration any more, or they would die of it. */
async function startAll(context: StepContext, nodes: readonly Node[]): Promise<string> {
  const [keepers, brokers] = metadataFirst(nodes);
  await startNodes(context, keepers, startBudgetMs);
  if (brokers.length > 0) {
    const what = `registrations of ${namesOf(brokers)} to expire`;
    await waitForRegistered(context, { what, budgetMs: sessionBudgetMs, nodes: brokers, registered: false });
  }
  const notes = await startNodes(context, brokers, startBudgetMs);
  return notes.filter((note) => note !== '').join('; ') || `${namesOf(nodes)} up`;
}

/** What was not read is in the history with its reason; whether the run needs it is for the judge to say. */
async function readLogs(
  { plan, replicas }: Cluster,
  context: StepContext,
  { reads, among }: { readonly reads: ReadonlyMap<string, PartitionRead>; readonly among: readonly Node[] },
): Promise<string> {
  const problems: string[] = [];
  let count = 0;
  for (const partition of partitionsOf(plan.topics)) {
    for (const node of replicas(partition).filter((each) => among.includes(each))) {
      context.signal.throwIfAborted();
      const seen = await recordReplicaLog(context, node, partition, {
        final: true,
        read: reads.get(partition),
      });
      if (seen.type === 'log') count += 1;
      else problems.push(`the log of ${partition} on ${node.name} was not read: ${seen.why}`);
    }
  }
  return [`${count} replica logs`, ...problems].join('; ');
}

function namesOf(nodes: readonly Node[]): string {
  return listText(nodes.map(({ name }) => name));
}
