import type { Batch } from './batch.ts';
import { type EpochStart, parseEpochCheckpoint } from './checkpoint.ts';
import type { Codec } from './codecs/codec.ts';
import { type LogFolder, readText, type SegmentFile, segmentFiles } from './log-folder.ts';
import { readPartition } from './partition.ts';
import type { SegmentTail } from './tail.ts';
import { followTransactions, type OffsetRange } from './transactions.ts';

/** What a partition's folder holds, without its records. */
export interface PartitionSummary {
  readonly segments: readonly SegmentFile[];
  /** Base offset of the first segment. */
  readonly start: number;
  /** Log end offset: the one after the last good batch. */
  readonly end: number;
  /** Of all segments, torn bytes included. */
  readonly bytes: number;
  /** Behind the last good batch, with the segments that recovery would delete. */
  readonly torn: number;
  readonly badCrc: number;
  readonly batches: number;
  readonly controlBatches: number;
  /** Data records. */
  readonly recordCount: number;
  readonly codecs: readonly Codec[];
  /** Message formats of the batches: 0, 1, 2. */
  readonly formats: readonly number[];
  /** From the `leader-epoch-checkpoint` when it can be read, as the broker would; else from the batches. */
  readonly epochs: readonly EpochStart[];
  readonly epochsOfBatches: readonly EpochStart[];
  /** Why the `leader-epoch-checkpoint` cannot be used; null when it can, or when there is none. */
  readonly checkpointProblem: string | null;
  /** Offsets within a segment that no batch covers: compaction makes them. */
  readonly gaps: readonly OffsetRange[];
  /** Offsets between two segments that neither covers: one is missing, or compaction emptied what lay there. */
  readonly gapsBetween: readonly SegmentGap[];
  /** Base offsets that lie before the end of the batch before them. */
  readonly stepsBack: readonly number[];
  readonly aborted: readonly OffsetRange[];
  readonly open: readonly OffsetRange[];
  /** Batches whose records cannot be read though their checksum holds: recovery keeps them, and every reader fails there. */
  readonly unreadable: readonly Unreadable[];
  /** Where reading ended. */
  readonly tail: SegmentTail & { readonly segment: string };
  /** Segments behind that place. */
  readonly cutOff: readonly SegmentFile[];
}

/** Where a segment may be missing. */
export interface SegmentGap {
  readonly offsets: OffsetRange;
  readonly after: string;
  readonly before: string;
}

/** A batch that is there, and why its records are not. */
export interface Unreadable {
  readonly offsets: OffsetRange;
  readonly problem: string;
}

/** Reads a partition's folder; null when it holds no segment. `onBatch` sees every good batch in order. */
export async function summarise(
  folder: LogFolder,
  onBatch: (batch: Batch) => void = () => {},
): Promise<PartitionSummary | null> {
  const segments = await segmentFiles(folder);
  const first = segments[0];
  if (first === undefined) return null;
  const tally = startTally(first);
  let tail: PartitionSummary['tail'] | undefined;
  const cutOff: SegmentFile[] = [];
  for await (const item of readPartition(folder, segments)) {
    if (!('isCutOff' in item)) tally.begin(item.segment);
    if ('isCutOff' in item) cutOff.push(item.segment);
    else if ('tail' in item) {
      tail = { ...item.tail, segment: item.segment.name };
      tally.addTail(item.tail);
    } else {
      for (const batch of item.batches) {
        tally.addBatch(batch);
        onBatch(batch);
      }
    }
  }
  if (tail === undefined) throw new Error('a segment without a tail');
  const cutOffBytes = cutOff.reduce((sum, { bytes }) => sum + bytes, 0);
  return { segments, tail, cutOff, ...tally.end(cutOffBytes), ...(await readEpochs(folder, tally.epochs)) };
}

async function readEpochs(folder: LogFolder, epochsOfBatches: readonly EpochStart[]) {
  const text = await readText(folder, 'leader-epoch-checkpoint');
  if (text === null) return { epochs: epochsOfBatches, epochsOfBatches, checkpointProblem: null };
  const parsed = parseEpochCheckpoint(text);
  if ('problem' in parsed) {
    return { epochs: epochsOfBatches, epochsOfBatches, checkpointProblem: parsed.problem };
  }
  return { epochs: parsed.entries, epochsOfBatches, checkpointProblem: null };
}

/** The counts that grow batch by batch. */
function startTally(first: SegmentFile) {
  const start = first.baseOffset;
  const transactions = followTransactions();
  const codecs = new Set<Codec>();
  const epochs: EpochStart[] = [];
  const gaps: OffsetRange[] = [];
  const gapsBetween: SegmentGap[] = [];
  const stepsBack: number[] = [];
  const unreadable: Unreadable[] = [];
  const formats = new Set<number>();
  const sums = { end: start, bytes: 0, torn: 0, badCrc: 0, batches: 0, controlBatches: 0, recordCount: 0 };

  let segment = first;

  function goBack(to: number): void {
    if (to < sums.end && stepsBack.at(-1) !== to) stepsBack.push(to);
  }

  return {
    epochs,
    begin(next: SegmentFile): void {
      if (next === segment) return;
      const { baseOffset, name } = next;
      if (baseOffset > sums.end) {
        gapsBetween.push({ offsets: [sums.end, baseOffset - 1], after: segment.name, before: name });
      }
      goBack(baseOffset);
      sums.end = Math.max(sums.end, baseOffset);
      segment = next;
    },
    addBatch(batch: Batch): void {
      if (batch.baseOffset > sums.end) gaps.push([sums.end, batch.baseOffset - 1]);
      goBack(batch.baseOffset);
      sums.end = Math.max(sums.end, batch.lastOffset + 1);
      transactions.on(batch);
      codecs.add(batch.codec);
      formats.add(batch.magic);
      // Formats v0 and v1 know no epochs.
      if (batch.leaderEpoch >= 0 && epochs.at(-1)?.[0] !== batch.leaderEpoch) {
        epochs.push([batch.leaderEpoch, batch.baseOffset]);
      }
      const problem = batch.problem();
      if (problem !== null) unreadable.push({ offsets: [batch.baseOffset, batch.lastOffset], problem });
      sums.batches++;
      if (batch.isControl) sums.controlBatches++;
      else sums.recordCount += batch.recordCount;
    },
    addTail(tail: SegmentTail): void {
      sums.bytes += tail.validBytes + tail.tornBytes;
      sums.torn += tail.tornBytes;
      sums.badCrc += tail.badCrc;
    },
    end: (cutOffBytes: number) => ({
      ...sums,
      start,
      bytes: sums.bytes + cutOffBytes,
      torn: sums.torn + cutOffBytes,
      codecs: [...codecs],
      gaps,
      gapsBetween,
      stepsBack,
      unreadable,
      formats: [...formats],
      aborted: transactions.aborted,
      open: transactions.open(),
    }),
  };
}
