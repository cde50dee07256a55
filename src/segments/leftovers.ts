import type { LogFolder } from './log-folder.ts';
import { readSegment } from './segment.ts';
import type { OffsetRange } from './transactions.ts';

/** A segment's bytes under another name, as a crash between two renames leaves them: no broker serves them as they are. */
export interface Leftover {
  readonly name: string;
  readonly kind: LeftoverKind;
  readonly bytes: number;
  readonly recordCount: number;
  /** Null when no batch of it can be read. */
  readonly offsets: OffsetRange | null;
}

/** Suffixes of LogFileUtils.java. A start of the broker puts a `swap` in place and removes the other two. */
export type LeftoverKind = 'swap' | 'cleaned' | 'deleted';

/** What a file's name says it is; undefined for a segment and for files without records. */
export function leftoverKind(name: string): LeftoverKind | undefined {
  return /^\d{20}\.log\.(swap|cleaned|deleted)$/.exec(name)?.[1] as LeftoverKind | undefined;
}

/** The leftovers of a partition's folder, with what they hold. */
export async function readLeftovers(folder: LogFolder): Promise<readonly Leftover[]> {
  const found: Leftover[] = [];
  for (const { name, bytes } of await folder.list()) {
    const kind = leftoverKind(name);
    if (kind) found.push({ name, kind, bytes, ...(await contentOf(folder, name)) });
  }
  return found;
}

async function contentOf(folder: LogFolder, name: string) {
  let recordCount = 0;
  let offsets: OffsetRange | null = null;
  for await (const item of readSegment(folder.read(name))) {
    if ('tail' in item) continue;
    for (const batch of item.batches) {
      if (!batch.isControl) recordCount += batch.recordCount;
      offsets = [offsets?.[0] ?? batch.baseOffset, batch.lastOffset];
    }
  }
  return { recordCount, offsets };
}
