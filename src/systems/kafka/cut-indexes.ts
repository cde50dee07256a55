import { basename } from 'node:path';
import { readAll } from '../../lib/read-all.ts';
import type { Machine } from '../../machines/machine.ts';
import type { SegmentEnd } from '../system.ts';

/** What lies beside a segment under its name: its indexes, and the producers' state before it. */
const companions = ['index', 'timeindex', 'txnindex', 'snapshot'];

/**
 * A lost tail takes the entries about it along. Left there after a clean stop, which skips recovery, an entry that points
 * behind the file makes the broker take the segment for empty: it asks the last entry for the log's end.
 */
export async function cutIndexes(machine: Machine, segment: string, end: SegmentEnd | null): Promise<void> {
  const stem = segment.slice(0, -'.log'.length);
  if (end === null) {
    for (const kind of companions) await machine.remove(`${stem}.${kind}`);
    return;
  }
  const relative = end.offset - Number(basename(stem));
  // OffsetIndex: offset and position; TimeIndex: timestamp and offset; offsets are relative to the segment's.
  await trim(machine, `${stem}.index`, 8, (entry) => entry.readInt32BE(4) < end.bytes);
  await trim(machine, `${stem}.timeindex`, 12, (entry) => entry.readInt32BE(8) < relative);
}

/** Cuts the file before its first entry that is not to be kept. */
async function trim(
  machine: Machine,
  path: string,
  entryBytes: number,
  isKept: (entry: Buffer) => boolean,
): Promise<void> {
  if ((await machine.stat(path)) === null) return;
  const content = await readAll(machine.read(path));
  for (let at = 0; at + entryBytes <= content.length; at += entryBytes) {
    if (!isKept(content.subarray(at, at + entryBytes))) return machine.truncate(path, at);
  }
}
