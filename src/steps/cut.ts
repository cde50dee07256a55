import { countText } from '../lib/words.ts';
import type { SegmentContent } from '../systems/system.ts';

export type CutUnit = 'bytes' | 'batches' | 'records';

/** How much of a log's end to cut off. */
export interface Cut {
  readonly unit: CutUnit;
  readonly amount: number;
}

/** What a cut does to one segment: where its file ends afterwards, and whether the cut goes on into the one before. */
export interface SegmentCut {
  readonly path: string;
  readonly content: SegmentContent;
  readonly keptBytes: number;
  readonly goesOn: boolean;
}

/**
 * The segments that a cut meets, from the end of the log backwards. A sentence when it cannot be done as told: cutting
 * less, or more, would be another experiment.
 */
export async function planCut(
  cut: Cut,
  segments: readonly string[],
  contentOf: (path: string) => Promise<SegmentContent>,
): Promise<readonly SegmentCut[] | { readonly why: string }> {
  const cuts: SegmentCut[] = [];
  let left = cut.amount;
  for (const path of segments.toReversed()) {
    const content = await contentOf(path);
    const held = amountIn(content, cut.unit);
    if (left <= held) {
      const end = keptBytes({ unit: cut.unit, amount: left }, content);
      if (typeof end !== 'number') return end;
      return [...cuts, { path, content, keptBytes: end, goesOn: false }];
    }
    left -= held;
    cuts.push({ path, content, keptBytes: 0, goesOn: true });
  }
  return { why: `there are only ${amountText({ ...cut, amount: cut.amount - left })}` };
}

/** How much a segment holds. Bytes are those of the log: a file may be reserved ahead of it. */
export function amountIn({ writtenBytes, batches }: SegmentContent, unit: CutUnit): number {
  if (unit === 'bytes') return writtenBytes;
  if (unit === 'batches') return batches.length;
  return batches.reduce((sum, { records }) => sum + records, 0);
}

/** Where the file will end. A batch that is cut anywhere is lost whole, so records go by whole batches. */
function keptBytes(
  { unit, amount }: Cut,
  { writtenBytes, batches }: SegmentContent,
): number | { readonly why: string } {
  if (amount === 0) return writtenBytes;
  if (unit === 'bytes') return writtenBytes - amount;
  let keep = batches.length;
  let gone = 0;
  for (; gone < amount; keep -= 1) gone += unit === 'batches' ? 1 : (batches[keep - 1]?.records ?? 0);
  if (gone === amount) return batches[keep - 1]?.endPosition ?? 0;
  const wholes = countText(batches.length - keep, 'batch');
  return {
    why: `that would split a batch: the last ${wholes} of the file hold ${gone}; cut by batches or bytes`,
  };
}

/** `10 B`, `1 batch`, `3 records`. */
export function amountText({ unit, amount }: Cut): string {
  if (unit === 'bytes') return `${amount} B`;
  return countText(amount, unit === 'batches' ? 'batch' : 'record');
}

/** The records that a cut took: those at offsets that the shorter segment no longer holds. */
export function removedRecords(
  before: SegmentContent,
  after: SegmentContent | null,
): SegmentContent['records'] {
  const kept = new Set(after?.records.map(([offset]) => offset));
  return before.records.filter(([offset]) => !kept.has(offset));
}
