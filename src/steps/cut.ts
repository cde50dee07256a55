import { Inconclusive } from '../errors.ts';
import type { SegmentContent } from '../systems/system.ts';

export type CutUnit = 'bytes' | 'batches' | 'records';

/** How much of a file's end to cut off. */
export interface Cut {
  readonly unit: CutUnit;
  readonly amount: number;
}

/** Where the file will end. Records go by whole batches, as a batch that is cut anywhere is lost whole. */
export function cutPosition(cut: Cut, fileBytes: number, content: SegmentContent | null): number {
  if (cut.unit === 'bytes') return Math.max(0, fileBytes - cut.amount);
  if (!content) throw new Inconclusive(`cannot cut by ${cut.unit}: no batches live in files of that name`);
  const { batches } = content;
  let keep = batches.length;
  for (let left = cut.amount; left > 0 && keep > 0; keep -= 1) {
    left -= cut.unit === 'batches' ? 1 : (batches[keep - 1]?.records ?? 0);
  }
  if (keep === batches.length) return fileBytes;
  return batches[keep - 1]?.endPosition ?? 0;
}

/** The records that a cut took: those at offsets that the shorter segment no longer holds. */
export function removedRecords(before: SegmentContent, after: SegmentContent): SegmentContent['records'] {
  const kept = new Set(after.records.map(([offset]) => offset));
  return before.records.filter(([offset]) => !kept.has(offset));
}
