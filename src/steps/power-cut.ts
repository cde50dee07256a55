import type { CanarySight, JournalFate, Node } from '../cluster/cluster.ts';
import { allDone } from '../lib/all-done.ts';
import { partitionsOf } from '../plan.ts';
import { diskOf, remounting } from './disks.ts';
import { killNode } from './end-node.ts';
import { resumption } from './faults/pause.ts';
import { type ReplicaSight, recordReplicaLog } from './probes/replica-log.ts';
import { type FaultProof, type StepContext, shownBy } from './step.ts';

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
  const kills = await allDone(alive.map(async (node) => ({ node, ...(await killNode(node)) })));
  await allDone(disks.map((disk) => disk.unmount()));
  await allDone(disks.map((disk) => disk.mount()));
  const after = await readReplicas(context, nodes, { durable: true });
  return allDone(
    victims.map(async ({ node, disk }) => {
      const killed = kills.find((kill) => kill.node === node)?.proof ?? { state: 'stopped before' };
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
      return shownBy(node.name, { proof, text: textOf(counts), why: whyNot(canaries) });
    }),
  );
}

/** The canaries alone tell whether it was a cut: with `flush.messages=1` nothing is lost, and it was one all the same. */
function whyNot({ fsynced, unsynced }: CanarySight): string | null {
  if (unsynced === 'back') return 'the unsynced canary survived, so nothing was cut';
  if (fsynced === 'back' && unsynced === 'gone') return null;
  return 'the fsynced canary is gone too, so it was more than a loss of power';
}

function sinceLastAck({ lastAckAt, now }: StepContext): number | null {
  const at = lastAckAt();
  return at === null ? null : Math.round((now() - at) * 10) / 10;
}

async function readReplicas(
  context: StepContext,
  nodes: readonly Node[],
  { durable }: { readonly durable: boolean },
): Promise<readonly ReplicaSight[]> {
  const names = new Set(nodes.map(({ name }) => name));
  const replicas = partitionsOf(context.plan.topics).flatMap((partition) =>
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

/** One replica before the cut, as its log showed it, and after, as it is durable. */
export interface CutReplica {
  readonly partition: string;
  readonly records: readonly [before: number, after: number];
  readonly bytes: readonly [before: number, after: number];
}

/** A replica of which nobody knows what the cut took. */
interface UnreadReplica {
  readonly partition: string;
  readonly notRead: string;
}

type Removed = readonly (readonly [offset: number, value: string])[];

function replicasOf(
  context: Pick<StepContext, 'acked'>,
  { name }: Node,
  before: readonly ReplicaSight[],
  after: readonly ReplicaSight[],
): readonly ((CutReplica | UnreadReplica) & { readonly removed: Removed })[] {
  return before
    .filter(({ node }) => node === name)
    .map((old) => {
      const { partition } = old;
      const now = after.find((sight) => sight.node === name && sight.partition === partition);
      if (old.type === 'unread-log') return { partition, notRead: `before the cut: ${old.why}`, removed: [] };
      if (now === undefined || (now.type === 'unread-log' && !now.absent))
        return { partition, notRead: `after the cut: ${now?.why ?? 'nobody looked'}`, removed: [] };
      return cutOf(context, old, now);
    });
}

type Log = Extract<ReplicaSight, { type: 'log' }>;

/** After a remount, files that are not there are durably gone: here, an absent log is an empty one. */
function cutOf({ acked }: Pick<StepContext, 'acked'>, old: Log, now: ReplicaSight) {
  const { partition } = old;
  const lacked = new Set(old.missing);
  const missing = now.type === 'log' ? new Set(now.missing) : null;
  const removed = acked(partition)
    .filter(({ value }) => !lacked.has(value) && (missing?.has(value) ?? true))
    .map(({ offset, value }) => [offset, value] as const);
  const left = now.type === 'log' ? now : { records: 0, bytes: 0 };
  const bytes = [old.bytes ?? 0, left.bytes ?? 0] as const;
  return { partition, records: [old.records, left.records] as const, bytes, removed };
}

function textOf(replicas: readonly (CutReplica | UnreadReplica)[]): string {
  const read = replicas.flatMap((replica) => ('records' in replica ? [replica] : []));
  const sum = (at: 0 | 1) => read.reduce((total, { records }) => total + records[at], 0);
  const unread = replicas.flatMap((replica) =>
    'notRead' in replica ? [`, ${replica.partition} not read ${replica.notRead}`] : [],
  );
  return `${sum(0)} → ${sum(1)} records${unread.join('')}`;
}
