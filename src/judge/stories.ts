import { countText } from '../lib/words.ts';
import type { LostRecord } from './blame.ts';
import { recordName } from './words.ts';

/** Lost records of one partition whose stories are the same but for times and offsets: they are told once. */
export interface SharedStory {
  readonly records: readonly LostRecord[];
  /** `key9 (topic1-0 offset 9)`, `key0 … key9 (topic1-0 offsets 0-9, 10 records)`. */
  readonly title: string;
  /** The story of the first of them. */
  readonly story: LostRecord['story'];
}

/** In the order of the first record of each. */
export function sharedStories(lost: readonly LostRecord[]): readonly SharedStory[] {
  const groups = new Map<string, LostRecord[]>();
  for (const record of lost) {
    const key = JSON.stringify([record.partition, ...plotOf(record)]);
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  return [...groups.values()].map((records) => ({
    records,
    title: titleOf(records),
    story: records[0]?.story ?? [],
  }));
}

/** What does not say where the record was: the new record at its offset is another one each time. */
function plotOf({ story }: LostRecord): readonly string[] {
  return story.map(({ kind, text }) => (kind === 'reused' ? kind : text));
}

function titleOf(records: readonly LostRecord[]): string {
  const [first, last] = [records[0], records.at(-1)];
  if (!first || !last) return '';
  if (records.length === 1) return `${recordName(first)} (${placeOf(first)})`;
  return `${recordName(first)} … ${recordName(last)} (${first.partition}${rangeText(records)}${countText(records.length, 'record')})`;
}

function placeOf({ partition, offset }: LostRecord): string {
  return offset === null ? partition : `${partition} offset ${offset}`;
}

function rangeText(records: readonly LostRecord[]): string {
  const offsets = records.flatMap(({ offset }) => (offset === null ? [] : [offset]));
  if (offsets.length < records.length) return ', ';
  const [low, high] = bounds(offsets);
  const isWhole = high - low + 1 === records.length;
  return isWhole ? ` offsets ${low}-${high}, ` : ` between offsets ${low} and ${high}, `;
}

// `Math.min` of a million arguments overflows the stack.
function bounds(offsets: readonly number[]): [number, number] {
  return offsets.reduce<[number, number]>(
    ([low, high], offset) => [Math.min(low, offset), Math.max(high, offset)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}
