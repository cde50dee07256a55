import type { Batch } from './batch.ts';
import type { LogFolder } from './log-folder.ts';
import { type PartitionSummary, summarise } from './summary.ts';

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
