import { createHash } from 'node:crypto';
import type { Node } from '../../cluster/cluster.ts';
import type { ReplicaLog, System } from '../../systems/system.ts';
import type { AckedRecord, EventOf, StepContext } from '../step.ts';

/** The little of a run that looking at a replica's log takes: the final phase has no step. */
export type ReplicaLogContext = Pick<StepContext, 'step' | 'now' | 'record' | 'acked'> & {
  readonly cluster: { readonly system: Pick<System, 'readReplica'> };
};

const noLog: ReplicaLog = { start: 0, end: 0, bytes: 0, torn: 0, badCrc: 0, epochs: [], records: [] };

/** Reads one replica's log from its files, holds it against the acknowledged records, and records the `log` line. */
export async function recordReplicaLog(
  context: ReplicaLogContext,
  node: Node,
  partition: string,
  { final, durable = false }: { readonly final: boolean; readonly durable?: boolean },
): Promise<EventOf<'log'>> {
  const log = (await context.cluster.system.readReplica(node.machine, partition)) ?? noLog;
  const { start, end, bytes, torn, badCrc } = log;
  const event: EventOf<'log'> = {
    type: 'log',
    time: context.now(),
    step: context.step,
    partition,
    node: node.name,
    durable,
    final,
    start,
    end,
    records: log.records.length,
    bytes,
    torn,
    badCrc,
    epochs: log.epochs.map(([epoch, offset]) => [epoch, offset]),
    ...compare(log, context.acked(partition)),
    ...summary(log.records),
  };
  context.record(event);
  return event;
}

/** Offset and value must both agree: a value that came again later would hide the loss of the first. */
function compare({ start, records }: ReplicaLog, acked: readonly AckedRecord[]) {
  const held = new Map(records);
  const missing: string[] = [];
  const replaced: { offset: number; value: string; by: string }[] = [];
  for (const { offset, value } of acked) {
    // Below the log's start it was expired, not lost; a null value is in a compressed batch, so it cannot be told.
    const by = held.get(offset);
    if (offset < start || by === value || by === null) continue;
    missing.push(value);
    if (by !== undefined) replaced.push({ offset, value, by });
  }
  return { missing, replaced };
}

/** Records by round, and a digest, so that two logs are compared without keeping either. */
function summary(records: ReplicaLog['records']) {
  const digest = createHash('sha256');
  const rounds: Record<string, number> = {};
  let unread = 0;
  for (const [offset, value] of records) {
    digest.update(`${offset} ${value === null ? '' : JSON.stringify(value)}\n`);
    if (value === null) unread += 1;
    const round = value === null ? undefined : /^(\d+)\/\d+$/.exec(value)?.[1];
    if (round !== undefined) rounds[round] = (rounds[round] ?? 0) + 1;
  }
  return { rounds, digest: digest.digest('hex'), ...(unread > 0 ? { unread } : {}) };
}
