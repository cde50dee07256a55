import type { EventOf } from '../history/event.ts';
import type { TopicCleanup } from '../plan.ts';
import type { ReadContent } from './final-reads.ts';

type Log = EventOf<'log'>;
type Against = NonNullable<Log['againstRead']>;
type Difference = readonly [offset: number, value: string | null];

/** What may rightly be gone from a replica's log. */
export interface Removals {
  readonly cleanup: TopicCleanup | undefined;
  /** The highest log start offset that a broker told of: by retention, or because a client asked for it. */
  readonly startMovedTo: number;
}

/** Sentences: what a replica's log lacks of the final read, or holds beside it. Empty when they are the same. */
export function holdAgainst(
  log: Log,
  read: ReadContent,
  { cleanup, startMovedTo }: Removals,
): readonly string[] {
  if (log.end === read.to && log.records === read.records && log.digest === read.digest) return [];
  const name = `the log of ${log.partition} on ${log.node}`;
  const { againstRead } = log;
  if (againstRead === undefined) return withoutDetails(log, read, name);
  const { to, same, unread, expired, below, above, lacks, extra, unlisted } = againstRead;
  const isWhole =
    to === read.to &&
    (unlisted > 0 ||
      (read.records === same + unread + expired + lacks.length &&
        log.records === same + unread + below + above + extra.length));
  if (!isWhole) return [`${withoutDetails(log, read, name).join('')}: its line does not add up`];
  return [
    ...rangeReasons(log, againstRead, cleanup?.expires === true || startMovedTo >= againstRead.from).map(
      (reason) => `${name} ${reason}`,
    ),
    ...differenceReasons(againstRead, read, cleanup).map((reason) => `${name} ${reason}`),
  ];
}

// Histories of earlier versions: with values that were not opened only the counts can be compared.
function withoutDetails(log: Log, read: ReadContent, name: string): string[] {
  const isCountedOnly = (log.unread ?? 0) > 0 || log.digest === undefined;
  const isSame = log.end === read.to && log.records === read.records;
  if (isSame && isCountedOnly) return [];
  if (isSame && log.digest !== read.digest) return [`${name} does not hold what the final read returned`];
  const held = `holds ${log.records} records up to offset ${log.end}`;
  return [`${name} ${held}, the final read returned ${read.records} up to ${read.to}`];
}

function rangeReasons({ end }: Log, { to, expired, below, above }: Against, mayExpire: boolean): string[] {
  return [
    ...(end < to ? [`ends at ${end}, below the high watermark ${to} of the final read`] : []),
    ...(above > 0 ? [`holds ${above} records above the high watermark ${to} of the final read`] : []),
    ...(expired > 0 && !mayExpire
      ? [`begins after ${expired} records that the final read returned, and nothing lets them expire`]
      : []),
    ...(below > 0 && !mayExpire
      ? [`holds ${below} records below the first offset of the final read, and nothing lets them expire`]
      : []),
  ];
}

function differenceReasons(
  { lacks, extra, unlisted }: Against,
  read: ReadContent,
  cleanup: TopicCleanup | undefined,
): string[] {
  const isRemoved = ([offset, value]: Difference) =>
    cleanup?.compacts === true && (value === null || value === '' || read.isSuperseded(offset, value));
  const lost = lacks.filter((record) => !isRemoved(record));
  const added = extra.filter((record) => !isRemoved(record));
  return [
    ...(lost.length > 0 ? [`lacks what the final read returned at ${offsetsText(lost)}`] : []),
    ...(added.length > 0 ? [`holds what the final read did not return at ${offsetsText(added)}`] : []),
    ...(unlisted > 0 ? [`differs from the final read in ${unlisted} more records`] : []),
  ];
}

const offsetsMax = 5;

/** Where records are, the first few by their offset. */
export function offsetsText(records: readonly Difference[]): string {
  const shown = records.slice(0, offsetsMax).map(([offset]) => offset);
  const more = records.length - shown.length;
  return `offset${records.length === 1 ? '' : 's'} ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
