import type { PartitionRead, ReplicaLog } from '../../systems/system.ts';
import type { EventOf } from '../step.ts';

type AgainstRead = NonNullable<EventOf<'log'>['againstRead']>;

/** More differences than this are counted and not listed: a log line stays a line. */
const listedMax = 10_000;

/**
 * Holds a replica's log against the final read, record by record: both of them from the later of their starts up to
 * the high watermark that the read reached. What lies outside is counted apart. Undefined for a read without an end.
 */
export function againstRead(
  log: ReplicaLog,
  { records, atStart, atEnd }: PartitionRead,
): AgainstRead | undefined {
  if (atEnd === null) return undefined;
  const from = Math.max(log.start, atStart ?? 0);
  const outside = {
    expired: records.filter(([offset]) => offset < from).length,
    below: log.records.filter(([offset]) => offset < from).length,
    above: log.records.filter(([offset]) => offset >= atEnd).length,
  };
  const isWithin = ([offset]: readonly [number, unknown]) => offset >= from && offset < atEnd;
  const read = records.filter(isWithin);
  const held = log.records.filter(isWithin);
  return { from, to: atEnd, ...outside, ...differences(read, held) };
}

function differences(read: PartitionRead['records'], held: ReplicaLog['records']) {
  const left = new Map(read);
  const extra: [number, string | null][] = [];
  let [same, unread] = [0, 0];
  for (const [offset, value] of held) {
    const wanted = left.get(offset);
    if (wanted === undefined || (value !== null && value !== wanted)) {
      extra.push([offset, value]);
      continue;
    }
    // Taken out, so that an offset that the log holds twice is held against the read once.
    left.delete(offset);
    if (value === null) unread += 1;
    else same += 1;
  }
  const lacks = [...left];
  return {
    same,
    unread,
    lacks: lacks.slice(0, listedMax),
    extra: extra.slice(0, listedMax),
    unlisted: Math.max(0, lacks.length - listedMax) + Math.max(0, extra.length - listedMax),
  };
}
