import type { CanarySight, JournalFate, Node } from '../cluster/cluster.ts';
import { type Plan, partitionName } from '../plan.ts';
import { allDone } from './all-done.ts';
import { diskOf, remounting } from './disks.ts';
import { killNode } from './end-node.ts';
import { resumption } from './faults/pause.ts';
import { recordReplicaLog } from './probes/replica-log.ts';
import type { EventOf, FaultProof, StepContext } from './step.ts';

/**
 * Cuts the power of all nodes at the same instant: each part is done for all of them before the next one begins.
 * They are stopped first, so that none acknowledges anything after the cut or reacts to its I/O errors, and killed
 * after it. Whatever the remounted disks show is durable.
 */
export async function cutPower(
  context: StepContext,
  nodes: readonly Node[],
  journal: JournalFate,
): Promise<readonly FaultProof[]> {
  const victims = nodes.map((node) => ({ node, disk: diskOf(node, 'power-loss') }));
  const disks = victims.map(({ disk }) => disk);
  const alive = nodes.filter(({ state }) => state !== 'new' && state !== 'stopped');
  for (const node of nodes)
    for (const undo of [remounting(node), resumption(node)]) context.healings.add(undo);
  await allDone(disks.map((disk) => disk.writeCanary()));
  await allDone(alive.filter(({ state }) => state !== 'paused').map((node) => node.pause()));
  const before = await readReplicas(context, nodes, { durable: false });
  const msSinceAck = sinceLastAck(context);
  await allDone(disks.map((disk) => disk.cutPower({ journal })));
  const kills = await allDone(alive.map(killNode));
  await allDone(disks.map((disk) => disk.unmount()));
  await allDone(disks.map((disk) => disk.mount()));
  const after = await readReplicas(context, nodes, { durable: true });
  return allDone(
    victims.map(async ({ node, disk }) => {
      const killed = kills.find((kill) => kill.node === node.name)?.proof ?? { state: 'stopped before' };
      const replicas = replicasOf(context, node, before, after);
      const canaries = await disk.readCanaries();
      const removed = replicas.flatMap((replica) => replica.removed);
      const counts = replicas.map(({ removed: _, ...rest }) => rest);
      const proof = {
        filesystem: disk.filesystem,
        journal,
        canaries,
        msSinceAck,
        replicas: counts,
        removed,
        killed,
      };
      return { node: node.name, proof, text: textOf(counts), ...verdictOf(canaries) };
    }),
  );
}

/** The canaries alone tell whether it was a cut: with `flush.messages=1` nothing is lost, and it was one all the same. */
function verdictOf({ fsynced, unsynced }: CanarySight): { happened: boolean; why?: string } {
  if (fsynced === 'back' && unsynced === 'gone') return { happened: true };
  if (unsynced === 'back')
    return { happened: false, why: 'the unsynced canary survived, so nothing was cut' };
  return { happened: false, why: 'the fsynced canary is gone too, so it was more than a loss of power' };
}

function sinceLastAck({ lastAckAt, now }: StepContext): number | null {
  const at = lastAckAt();
  return at === null ? null : Math.round((now() - at) * 10) / 10;
}

type Log = EventOf<'log'>;

async function readReplicas(
  context: StepContext,
  nodes: readonly Node[],
  { durable }: { readonly durable: boolean },
): Promise<readonly Log[]> {
  const names = new Set(nodes.map(({ name }) => name));
  const replicas = partitionsOf(context.plan).flatMap((partition) =>
    context.cluster
      .replicas(partition)
      .filter(({ name }) => names.has(name))
      .map((node) => ({ node, partition })),
  );
  return allDone(
    replicas.map(({ node, partition }) =>
      recordReplicaLog(context, node, partition, { final: false, durable }),
    ),
  );
}

function partitionsOf({ topics }: Plan): readonly string[] {
  return topics.flatMap(({ name, assignment }) => assignment.map((_, number) => partitionName(name, number)));
}

/** One replica before the cut, as its log showed it, and after, as it is durable. */
export interface CutReplica {
  readonly partition: string;
  readonly records: readonly [before: number, after: number];
  readonly bytes: readonly [before: number, after: number];
}

function replicasOf(
  { acked }: Pick<StepContext, 'acked'>,
  { name }: Node,
  before: readonly Log[],
  after: readonly Log[],
): readonly (CutReplica & { readonly removed: readonly (readonly [offset: number, value: string])[] })[] {
  return before
    .filter(({ node }) => node === name)
    .flatMap((old) => {
      const now = after.find(({ node, partition }) => node === name && partition === old.partition);
      if (!now) return [];
      const lacked = new Set(old.missing);
      const lacks = new Set(now.missing.filter((value) => !lacked.has(value)));
      const removed = acked(old.partition)
        .filter(({ value }) => lacks.has(value))
        .map(({ offset, value }) => [offset, value] as const);
      const bytes = [old.bytes ?? 0, now.bytes ?? 0] as const;
      return [{ partition: old.partition, records: [old.records, now.records] as const, bytes, removed }];
    });
}

function textOf(replicas: readonly CutReplica[]): string {
  const sum = (at: 0 | 1) => replicas.reduce((total, { records }) => total + records[at], 0);
  return `${sum(0)} → ${sum(1)} records`;
}
