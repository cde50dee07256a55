import { Inconclusive } from '../errors.ts';

/** The size of a batch, as a cut needs it. */
export interface BatchSize {
  readonly bytes: number;
  readonly recordCount: number;
}

/** How much of a log's end to remove: exactly one of the two. */
export type CutSize = { readonly batches: number } | { readonly records: number };

/** A cut of the active segment that takes whole batches. */
export interface TailCut {
  /** To take off the file, any torn bytes behind the last batch included. */
  readonly bytesCut: number;
  readonly batchesCut: number;
  readonly recordsCut: number;
}

/** How many bytes to cut off so that the last batches or records are gone and no other. Inconclusive when they are not there. */
export function tailCut(
  segment: { readonly batches: readonly BatchSize[]; readonly tornBytes: number },
  size: CutSize,
): TailCut {
  const batchesCut = 'batches' in size ? size.batches : batchesHolding(segment.batches, size.records);
  if (batchesCut > segment.batches.length) {
    throw new Inconclusive(`cut ${batchesCut} batches: the active segment holds ${segment.batches.length}`);
  }
  const cut = segment.batches.slice(segment.batches.length - batchesCut);
  return {
    bytesCut: segment.tornBytes + sum(cut.map(({ bytes }) => bytes)),
    batchesCut,
    recordsCut: sum(cut.map(({ recordCount }) => recordCount)),
  };
}

function batchesHolding(batches: readonly BatchSize[], records: number): number {
  let held = 0;
  let count = 0;
  for (let i = batches.length - 1; i >= 0 && held < records; i--) {
    held += batches[i]?.recordCount ?? 0;
    count++;
  }
  if (held < records) throw new Inconclusive(`cut ${records} records: the active segment holds ${held}`);
  if (held > records) {
    throw new Inconclusive(
      `cut ${records} records: would split a batch, the last ${count} batches hold ${held}; cut by batches or bytes`,
    );
  }
  return count;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
