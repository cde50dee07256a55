import { sep } from 'node:path';
import { parsePartition } from '../plan.ts';
import type { Batch } from './batch.ts';
import { type ComparedRecord, type Comparison, comparedRecords, compareReplicas } from './compare.ts';
import { type Leftover, readLeftovers } from './leftovers.ts';
import type { Located } from './locate.ts';
import { segmentFiles } from './log-folder.ts';
import { readPartition } from './partition.ts';
import { type PartitionSummary, summarise } from './summary.ts';
import { isDamaged } from './tail.ts';

/** A replica's log as it was read; `summary` is null when its folder holds no segment. */
export interface ReplicaReport extends Located {
  /** What tells its path from the other replicas' paths: `broker-1`. */
  readonly label: string;
  readonly summary: PartitionSummary | null;
  readonly leftovers: readonly Leftover[];
}

/** All replicas of one partition; `comparison` is null when there is only one. */
export interface PartitionReport {
  /** With why it is out of service, where it is: `topic1-0 (stray)`. */
  readonly partition: string;
  readonly replicas: readonly ReplicaReport[];
  readonly comparison: Comparison | null;
}

/** Reads all logs, partition by partition, replicas of one partition together. */
export async function readLogs(located: readonly Located[]): Promise<readonly PartitionReport[]> {
  const reports: PartitionReport[] = [];
  for (const same of byPartition(located)) reports.push(await readReplicas(same));
  return reports;
}

/** Bytes are wrong and not only missing, which no crash of a process explains. */
export function isDamagedLog(summary: PartitionSummary | null): boolean {
  if (summary === null) return false;
  return isDamaged(summary.tail) || summary.stepsBack.length > 0 || summary.unreadable.length > 0;
}

/** The batches of a replica once more, for those who need the records. */
export async function* batchesOf({ folder }: Pick<Located, 'folder'>): AsyncGenerator<Batch, void> {
  for await (const item of readPartition(folder, await segmentFiles(folder))) {
    if ('batches' in item) yield* item.batches;
  }
}

async function readReplicas(same: readonly Located[]): Promise<PartitionReport> {
  const labels = labelsOf(same.map(({ path }) => path));
  const replicas: ReplicaReport[] = [];
  for (const [i, one] of same.entries()) {
    const summary = await summarise(one.folder);
    const leftovers = await readLeftovers(one.folder);
    replicas.push({ ...one, label: labels[i] ?? one.path, summary, leftovers });
  }
  const comparison = replicas.length > 1 ? await compareReplicas(replicas.map(comparedOf)) : null;
  return { partition: same.map(shownName)[0] ?? '', replicas, comparison };
}

async function* comparedOf(replica: ReplicaReport): AsyncGenerator<ComparedRecord> {
  for await (const batch of batchesOf(replica)) yield* comparedRecords(batch);
}

function shownName({ partition, aside }: Located): string {
  return aside === null ? partition : `${partition} (${aside})`;
}

/** A folder out of service is no replica: the same partition may have left several, each of another life of its topic. */
function byPartition(located: readonly Located[]): readonly (readonly Located[])[] {
  const groups = new Map<string, Located[]>();
  for (const one of located) {
    const key = one.aside === null ? one.partition : `${one.partition} ${one.path}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].sort(([a], [b]) => order(a?.partition ?? '', b?.partition ?? ''));
}

/** By topic, then by number: topic1-2 before topic1-10. */
function order(a: string, b: string): number {
  const [left, right] = [parsePartition(a), parsePartition(b)];
  if (!left || !right || left.topic !== right.topic) return a < b ? -1 : Number(a > b);
  return left.partition - right.partition;
}

/** The parts of each path that are neither the common beginning nor the common end. */
export function labelsOf(paths: readonly string[]): readonly string[] {
  const split = paths.map((path) => path.split(sep));
  const start = commonLength(split);
  const end = commonLength(split.map((parts) => parts.slice(start).reverse()));
  return split.map((parts, i) => parts.slice(start, parts.length - end).join(sep) || (paths[i] ?? ''));
}

function commonLength(lists: readonly (readonly string[])[]): number {
  const [first = []] = lists;
  const differs = first.findIndex((part, i) => lists.some((list) => list[i] !== part));
  return differs === -1 ? Math.min(...lists.map(({ length }) => length)) : differs;
}
