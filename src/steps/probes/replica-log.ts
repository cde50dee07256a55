import type { Node } from '../../cluster/cluster.ts';
import { messageOf } from '../../errors.ts';
import { startRecordDigest } from '../../lib/record-digest.ts';
import type { NotRead, PartitionRead, ReplicaLog, System } from '../../systems/system.ts';
import type { AckedRecord, EventOf, StepContext } from '../step.ts';
import { againstRead } from './against-read.ts';

/** The little of a run that looking at a replica's log takes: the final phase has no step. */
export type ReplicaLogContext = Pick<StepContext, 'step' | 'now' | 'record' | 'acked'> & {
  readonly cluster: { readonly system: Pick<System, 'readReplica'> };
};

/** What looking at a replica's log recorded: what it holds, or why that is not known. */
export type ReplicaSight = EventOf<'log'> | EventOf<'unread-log'>;

export interface LookAtReplica {
  readonly final: boolean;
  readonly durable?: boolean;
  /** The final read of the partition, to hold the log against. */
  readonly read?: PartitionRead | undefined;
}

/**
 * Reads one replica's log from its files, holds it against the acknowledged records, and records the `log` line. A log
 * that cannot be read is recorded as just that: an empty one would agree with every other that could not be read.
 */
export async function recordReplicaLog(
  context: ReplicaLogContext,
  node: Node,
  partition: string,
  look: LookAtReplica,
): Promise<ReplicaSight> {
  const log = await readOrTell(context, node, partition);
  const common = { time: context.now(), step: context.step, partition, node: node.name };
  const { final, durable = false, read } = look;
  const event: ReplicaSight =
    'notRead' in log
      ? { type: 'unread-log', ...common, durable, final, why: log.notRead, absent: log.isAbsent === true }
      : { type: 'log', ...common, durable, final, ...contentOf(log, context.acked(partition), read) };
  context.record(event);
  return event;
}

async function readOrTell(
  { cluster }: ReplicaLogContext,
  { machine }: Node,
  partition: string,
): Promise<ReplicaLog | NotRead> {
  try {
    return await cluster.system.readReplica(machine, partition);
  } catch (error) {
    return { notRead: messageOf(error) };
  }
}

function contentOf(log: ReplicaLog, acked: readonly AckedRecord[], read: PartitionRead | undefined) {
  const { start, end, bytes, torn, badCrc, records } = log;
  const against = read && againstRead(log, read);
  return {
    start,
    end,
    records: records.length,
    bytes,
    torn,
    badCrc,
    epochs: log.epochs.map(([epoch, offset]): [number, number] => [epoch, offset]),
    ...compare(log, acked),
    ...summary(records),
    ...(against ? { againstRead: against } : {}),
  };
}

/** Offset and value must both agree: a value that came again later would hide the loss of the first. */
function compare({ start, records }: ReplicaLog, acked: readonly AckedRecord[]) {
  const held = new Map(records);
  const missing: string[] = [];
  const replaced: { offset: number; value: string; by: string }[] = [];
  for (const { offset, value } of acked) {
    // Below the log's start it was expired, not lost; a null value is a tombstone, whose name no value tells.
    const by = held.get(offset);
    if (offset < start || by === value || by === null) continue;
    missing.push(value);
    if (by !== undefined) replaced.push({ offset, value, by });
  }
  return { missing, replaced };
}

/** Records by round, and a digest, so that two logs are compared without keeping either. */
function summary(records: ReplicaLog['records']) {
  const digest = startRecordDigest();
  const rounds: Record<string, number> = {};
  let unread = 0;
  for (const [offset, value] of records) {
    digest.add(offset, value);
    if (value === null) unread += 1;
    const round = value === null ? undefined : /^(\d+)\/\d+$/.exec(value)?.[1];
    if (round !== undefined) rounds[round] = (rounds[round] ?? 0) + 1;
  }
  return { rounds, digest: digest.end(), ...(unread > 0 ? { unread } : {}) };
}
