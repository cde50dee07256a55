import { formatBytes } from '../lib/size.ts';
import type { PartitionSummary } from '../segments/summary.ts';
import { isDamaged } from '../segments/tail.ts';
import type { OffsetRange } from '../segments/transactions.ts';

const rangesShown = 5;

/** What is wrong behind the last good batch, in a word or two for a table. */
export function shortTail(summary: PartitionSummary | null): string {
  if (summary === null) return 'no segment';
  const { tail, torn, badCrc, stepsBack, unreadable } = summary;
  if (badCrc > 0) return `DAMAGED: ${count(badCrc, 'CRC failure')}`;
  if (isDamaged(tail)) return 'DAMAGED';
  if (stepsBack.length > 0) return 'DAMAGED: offsets go back';
  if (unreadable.length > 0)
    return `DAMAGED: ${count(unreadable.length, 'unreadable batch', 'unreadable batches')}`;
  if (tail.isZeros) return `${formatBytes(torn)} of zeros`;
  return torn > 0 ? `${formatBytes(torn)} torn` : 'clean';
}

/** The same in sentences, with what Kafka would do about it; empty when the log ends with a whole batch. */
export function tailNotes(summary: PartitionSummary): readonly string[] {
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
    ...(tail.batchesBehind > 0 ? [count(tail.batchesBehind, 'good batch', 'good batches')] : []),
    ...(cutOff.length > 0 ? [count(cutOff.length, 'later segment')] : []),
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

function offsetNotes({ gaps, stepsBack }: PartitionSummary): readonly string[] {
  return [
    ...(stepsBack.length > 0 ? [`DAMAGED: offsets go back to ${listed(stepsBack.map(String))}`] : []),
    ...(gaps.length > 0
      ? [`no batch holds ${offsets(gaps)}: removed by compaction, or a segment is missing`]
      : []),
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

/** `1 record`, `2 records`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
