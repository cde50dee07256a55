import type { Batch } from './batch.ts';
import type { LogFolder, SegmentFile } from './log-folder.ts';
import { readSegment } from './segment.ts';
import type { SegmentTail } from './tail.ts';

/** Batches, a segment's end, or a segment that recovery would delete because one before it is cut short or bad. */
export type PartitionItem =
  | { readonly segment: SegmentFile; readonly batches: readonly Batch[] }
  | { readonly segment: SegmentFile; readonly tail: SegmentTail }
  | { readonly segment: SegmentFile; readonly isCutOff: true };

/** Reads a partition's segments one after the other, as recovery would, holding one chunk at a time. */
export async function* readPartition(
  folder: LogFolder,
  segments: readonly SegmentFile[],
): AsyncGenerator<PartitionItem, void> {
  let isCutOff = false;
  for (const segment of segments) {
    if (isCutOff) {
      yield { segment, isCutOff };
      continue;
    }
    for await (const item of readSegment(folder.read(segment.name))) {
      yield { segment, ...item };
      if ('tail' in item) isCutOff = item.tail.reason !== 'end';
    }
  }
}
