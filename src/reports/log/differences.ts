import { printable, printableBytes } from '../../lib/printable.ts';
import { countText } from '../../lib/words.ts';
import type { ComparedRecord, Comparison, HeldBySome } from '../../segments/compare.ts';
import type { PartitionReport } from '../../segments/replicas.ts';
import { offsets } from './notes.ts';

const rangesShown = 10;
const valueCharactersMax = 60;

/** Whether any two replicas hold something else. */
export function differs({ conflicts, heldBySome }: Comparison): boolean {
  return conflicts > 0 || heldBySome.length > 0;
}

/** How the replicas of a partition differ, in lines; empty when they do not, or when there is only one. */
export function differenceLines({ replicas, comparison }: PartitionReport): readonly string[] {
  if (comparison === null || !differs(comparison)) return [];
  const labels = replicas.map(({ label }) => printable(label));
  const { conflicts, firstConflict, heldBySome } = comparison;
  return [
    `log end offsets: ${replicas.map(({ summary }, i) => `${labels[i]} ${summary?.end ?? 'none'}`).join(', ')}`,
    ...(firstConflict
      ? [
          `${countText(conflicts, 'offset holds', 'offsets hold')} different records, first offset ${firstConflict.offset}:`,
          ...firstConflict.held.map((record, i) => `  ${labels[i]}  ${recordText(record)}`),
        ]
      : ['no offset holds different records']),
    ...heldLines(heldBySome, labels),
  ];
}

function heldLines(ranges: readonly HeldBySome[], labels: readonly string[]): readonly string[] {
  const more = ranges.length - rangesShown;
  return [
    ...ranges.slice(0, rangesShown).map((range) => heldLine(range, labels)),
    ...(more > 0 ? [`and ${more} more ranges of offsets that only some replicas hold`] : []),
  ];
}

function heldLine({ offsets: range, records, holders }: HeldBySome, labels: readonly string[]): string {
  const who = holders.map((i) => labels[i]).join(', ');
  return `${offsets([range])} (${countText(records, 'record')}): only ${who}`;
}

function recordText(record: ComparedRecord | null): string {
  if (record === null) return 'nothing';
  if (record.isControl) return 'a control record';
  if (record.unopened !== null) return `unreadable, in a batch with CRC ${record.unopened.toString(16)}`;
  return `${bytesText(record.key)} = ${bytesText(record.value)}`;
}

/** Key or value for a terminal, cut to a line; `(null)` when there is none. */
export function bytesText(bytes: Buffer | null, charactersMax = valueCharactersMax): string {
  if (bytes === null) return '(null)';
  const shown = [...printableBytes(beginning(bytes, charactersMax * utf8BytesMax))];
  if (shown.length <= charactersMax) return shown.join('');
  return `${shown.slice(0, charactersMax).join('')}… (${bytes.length} B)`;
}

const utf8BytesMax = 4;

/** The first bytes without a character cut in two, so that a value of megabytes is not decoded for one line. */
function beginning(bytes: Buffer, bytesMax: number): Buffer {
  let end = Math.min(bytes.length, bytesMax + 1);
  if (end === bytes.length) return bytes;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end);
}
