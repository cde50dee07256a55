import { printable } from '../../lib/printable.ts';
import { formatBytes } from '../../lib/size.ts';
import { countText } from '../../lib/words.ts';
import type { Leftover, LeftoverKind } from '../../segments/leftovers.ts';
import type { Aside } from '../../segments/partition-name.ts';
import type { ReplicaReport } from '../../segments/replicas.ts';
import type { PartitionSummary } from '../../segments/summary.ts';
import { isDamaged } from '../../segments/tail.ts';
import type { OffsetRange } from '../../segments/transactions.ts';

const rangesShown = 5;

/** What is wrong behind the last good batch, in a word or two for a table. */
export function shortTail(summary: PartitionSummary | null): string {
  if (summary === null) return 'no segment';
  const { tail, torn, badCrc, stepsBack, unreadable } = summary;
  if (badCrc > 0) return `DAMAGED: ${countText(badCrc, 'CRC failure')}`;
  if (isDamaged(tail)) return 'DAMAGED';
  if (stepsBack.length > 0) return 'DAMAGED: offsets go back';
  if (unreadable.length > 0)
    return `DAMAGED: ${countText(unreadable.length, 'unreadable batch', 'unreadable batches')}`;
  if (tail.isZeros) return `${formatBytes(torn)} of zeros`;
  return torn > 0 ? `${formatBytes(torn)} torn` : 'clean';
}

/** The same in sentences, with what Kafka would do about it; empty when the log ends with a whole batch, and is all there is. */
export function replicaNotes({ aside, leftovers, summary }: ReplicaReport): readonly string[] {
  return [
    ...(aside === null ? [] : [asideTexts[aside]]),
    ...leftovers.map(leftoverNote),
    ...(summary ? summaryNotes(summary) : []),
  ];
}

const asideTexts: Readonly<Record<Aside, string>> = {
  stray: 'stray: the broker was told that this replica is no longer its own, and serves none of its records',
  future: 'future: a copy that moves to another data folder, and is not served before it has caught up',
  delete: 'delete: the partition was deleted, and the broker will remove this folder',
};

const fateOfLeftover: Readonly<Record<LeftoverKind, string>> = {
  swap: 'a start of the broker makes it a segment, in place of those that it covers',
  cleaned: 'compaction had not finished it, and a start of the broker removes it',
  deleted: 'the broker will remove it',
};

function leftoverNote({ name, kind, bytes, recordCount, offsets: range }: Leftover): string {
  const holds = range ? `${countText(recordCount, 'record')} at ${offsets([range])}` : formatBytes(bytes);
  return `${printable(name)} holds ${holds}: ${fateOfLeftover[kind]}`;
}

function summaryNotes(summary: PartitionSummary): readonly string[] {
  return [
    ...endNotes(summary),
    ...unreadableNotes(summary),
    ...offsetNotes(summary),
    ...checkpointNotes(summary),
  ];
}

function endNotes({ tail, torn, cutOff }: PartitionSummary): readonly string[] {
  if (tail.reason === 'end') return [];
  const among = [
    ...(tail.batchesBehind > 0 ? [countText(tail.batchesBehind, 'good batch', 'good batches')] : []),
    ...(cutOff.length > 0 ? [countText(cutOff.length, 'later segment')] : []),
  ];
  const also = among.length > 0 ? `, ${among.join(' and ')} among them` : '';
  return [
    `${what(tail)} ${tail.segment}:`,
    `  ${tail.detail}`,
    // Recovery looks at lengths and checksums only, so it keeps such a batch.
    ...(tail.reason === 'bad-header'
      ? []
      : [`recovery after an unclean stop would cut off ${formatBytes(torn)}${also}`]),
  ];
}

function what(tail: PartitionSummary['tail']): string {
  if (isDamaged(tail)) return 'DAMAGED';
  return tail.isZeros ? 'zeros (preallocated, or never written) end' : 'torn tail of';
}

function unreadableNotes({ unreadable }: PartitionSummary): readonly string[] {
  const [first] = unreadable;
  if (first === undefined) return [];
  const all = offsets(unreadable.map((one) => one.offsets));
  return [
    `DAMAGED: no client can read ${all} although the CRC holds (${first.problem})`,
    'recovery checks nothing but the CRC, so it would keep them',
  ];
}

function offsetNotes({ gaps, gapsBetween, stepsBack }: PartitionSummary): readonly string[] {
  return [
    ...(stepsBack.length > 0 ? [`DAMAGED: offsets go back to ${listed(stepsBack.map(String))}`] : []),
    ...gapsBetween
      .slice(0, rangesShown)
      .map(
        ({ offsets: range, after, before }) =>
          `no segment holds ${offsets([range])}, between ${after} and ${before}: one is missing, or compaction emptied it`,
      ),
    ...(gapsBetween.length > rangesShown
      ? [`and ${gapsBetween.length - rangesShown} more gaps between segments`]
      : []),
    ...(gaps.length > 0 ? [`no batch holds ${offsets(gaps)}: removed by compaction`] : []),
  ];
}

function checkpointNotes({ checkpointProblem }: PartitionSummary): readonly string[] {
  if (checkpointProblem === null) return [];
  return [`leader-epoch-checkpoint ${checkpointProblem}; the epochs shown come from the batches`];
}

/** `offsets 3-6, 9`. */
export function offsets(ranges: readonly OffsetRange[]): string {
  const texts = ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
  const isOne = ranges.length === 1 && ranges[0]?.[0] === ranges[0]?.[1];
  return `${isOne ? 'offset' : 'offsets'} ${listed(texts)}`;
}

/** The first few, then how many more. */
export function listed(texts: readonly string[]): string {
  const more = texts.length - rangesShown;
  return texts.slice(0, rangesShown).join(', ') + (more > 0 ? `, and ${more} more` : '');
}
