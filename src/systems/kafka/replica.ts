import { basename, posix } from 'node:path';
import { withoutPadding } from '../../lib/payload.ts';
import type { Machine } from '../../machines/machine.ts';
import type { PlannedNode } from '../../plan.ts';
import { type LogFolder, segmentBaseOffset } from '../../segments/log-folder.ts';
import { type PartitionLog, readPartitionLog } from '../../segments/partition-log.ts';
import { readSegment as readBatches } from '../../segments/segment.ts';
import type { Unreadable } from '../../segments/summary.ts';
import type { NotRead, ReplicaFiles, ReplicaLog, SegmentBatch, SegmentContent } from '../system.ts';
import { logDirsOf, partitionFolder } from './log-dirs.ts';

/** The partition's folder and its segments, oldest first: to the last one the next record is appended. */
export async function replicaFiles(machine: Machine, partition: string): Promise<ReplicaFiles> {
  const folder = await partitionFolder(machine, partition);
  const names = (await machine.list(folder)).map(({ path }) => path);
  const segments = names.filter((name) => segmentBaseOffset(name) !== undefined);
  return { folder, segments: segments.map((name) => posix.join(folder, name)) };
}

/** The replica as its files hold it. A broker without a segment of the partition has no log that could be read. */
export async function readReplica(machine: Machine, partition: string): Promise<ReplicaLog | NotRead> {
  const log = await readPartitionLog(folderOn(machine, await partitionFolder(machine, partition)));
  if (!log)
    return { notRead: `${machine.name} has no log of ${partition}`, isAbsent: await isThere(machine) };
  const [unreadable] = log.unreadable;
  if (unreadable) return { notRead: whyUnreadable(machine, partition, unreadable) };
  const { start, end, bytes, badCrc, epochs } = log;
  const values = committed(log).map(([offset, value]) => [offset, value && withoutPadding(value)] as const);
  const torn = log.torn - reservedBytes(log);
  return { start, end, bytes, torn, badCrc, epochs, records: values };
}

/** Without what aborted transactions wrote: no reader is to see that. Of an open one nobody knows yet. */
function committed({ records, aborted }: Pick<PartitionLog, 'records' | 'aborted'>): PartitionLog['records'] {
  if (aborted.length === 0) return records;
  const ranges = aborted.toSorted(([first], [other]) => first - other);
  let at = 0;
  return records.filter(([offset]) => {
    while ((ranges[at]?.[1] ?? Number.POSITIVE_INFINITY) < offset) at += 1;
    return offset < (ranges[at]?.[0] ?? Number.POSITIVE_INFINITY);
  });
}

/** Such a log is there, but whether it holds an acknowledged value cannot be said. */
function whyUnreadable(machine: Machine, partition: string, { offsets, problem }: Unreadable): string {
  const [first, last] = offsets;
  return `${machine.name} has a batch of ${partition} at offsets ${first}-${last} that nobody can read: ${problem}`;
}

/** With log.preallocate the active segment ends in zeros, which no crash has torn off anything. */
function reservedBytes({ tail, cutOff }: Pick<PartitionLog, 'tail' | 'cutOff'>): number {
  return tail.isZeros && cutOff.length === 0 ? tail.tornBytes : 0;
}

/** Whether each of the broker's log directories can be seen: without it nothing can be said of what is in it. */
async function isThere(machine: Machine): Promise<boolean> {
  for (const dir of await logDirsOf(machine)) if ((await machine.stat(dir)) === null) return false;
  return true;
}

function folderOn(machine: Machine, folder: string): LogFolder {
  return {
    list: async () =>
      (await machine.list(folder))
        .filter(({ isFolder }) => !isFolder)
        .map(({ path, bytes }) => ({ name: path, bytes })),
    read: (name) => machine.read(posix.join(folder, name)),
  };
}

/** One segment file as recovery would read it; null for files in which no records live. */
export async function readSegment(machine: Machine, path: string): Promise<SegmentContent | null> {
  if (segmentBaseOffset(basename(path)) === undefined) return null;
  const batches: SegmentBatch[] = [];
  let writtenBytes = 0;
  const records: (readonly [number, string | null])[] = [];
  for await (const item of readBatches(machine.read(path))) {
    if ('tail' in item) {
      const { validBytes, tornBytes, isZeros } = item.tail;
      writtenBytes = validBytes + (isZeros ? 0 : tornBytes);
      continue;
    }
    for (const batch of item.batches) {
      const { position, bytes, baseOffset, lastOffset, recordCount, isControl } = batch;
      batches.push({
        endPosition: position + bytes,
        baseOffset,
        lastOffset,
        records: isControl ? 0 : recordCount,
      });
      const decoded = isControl ? [] : (batch.records() ?? []);
      for (const { offset, value } of decoded)
        records.push([offset, value && withoutPadding(value.toString('utf8'))]);
    }
  }
  return { bytes: (await machine.stat(path))?.bytes ?? 0, writtenBytes, batches, records };
}

/**
 * A broker leaves this file in each of its log directories when it stopped in an orderly way; recovery is then skipped. ZooKeeper and
 * KRaft controllers leave no such sign.
 */
export async function stoppedCleanly(
  { holdsData }: PlannedNode,
  machine: Machine,
): Promise<boolean | undefined> {
  if (!holdsData) return undefined;
  for (const dir of await logDirsOf(machine)) {
    if ((await machine.stat(posix.join(dir, '.kafka_cleanshutdown'))) === null) return false;
  }
  return true;
}
