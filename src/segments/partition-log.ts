import type { Batch } from './batch.ts';
import type { LogFolder } from './log-folder.ts';
import { readSegment } from './segment.ts';
import { type PartitionSummary, summarise } from './summary.ts';
import type { SegmentTail } from './tail.ts';
import type { BatchSize } from './tail-cut.ts';

/** A partition's log as one replica holds it. */
export interface PartitionLog extends PartitionSummary {
  /** Data records in offset order, without control batches. Values are null for tombstones, and where `unreadable`. */
  readonly records: readonly (readonly [offset: number, value: string | null])[];
}

/** Reads a whole partition into memory; null when its folder holds no segment. For large logs use `summarise`. */
export async function readPartitionLog(folder: LogFolder): Promise<PartitionLog | null> {
  const records: (readonly [number, string | null])[] = [];
  const summary = await summarise(folder, (batch) => {
    if (!batch.isControl) for (const record of valuesOf(batch)) records.push(record);
  });
  return summary && { ...summary, records };
}

function valuesOf(batch: Batch): readonly (readonly [number, string | null])[] {
  const records = batch.records();
  if (records) return records.map(({ offset, value }) => [offset, value?.toString('utf8') ?? null]);
  return Array.from({ length: batch.recordCount }, (_, i) => [batch.baseOffset + i, null]);
}

/** The sizes of a segment's good batches and what follows them: what `tailCut` needs of the active segment. */
export async function batchSizes(source: AsyncIterable<Uint8Array>): Promise<{
  readonly batches: readonly BatchSize[];
  readonly tornBytes: number;
  readonly tail: SegmentTail;
}> {
  const batches: BatchSize[] = [];
  for await (const item of readSegment(source)) {
    if ('tail' in item) return { batches, tornBytes: item.tail.tornBytes, tail: item.tail };
    for (const { bytes, isControl, recordCount } of item.batches) {
      batches.push({ bytes, recordCount: isControl ? 0 : recordCount });
    }
  }
  throw new Error('a segment without a tail');
}
