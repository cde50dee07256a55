import type { OpTable, PartitionFacts } from '../../history/facts.ts';
import { finalPollOf } from '../final-poll.ts';
import { placeOf } from './place.ts';
import type { RemovalTraces } from './traces.ts';

/** Whether compaction rightly removed the value that had this offset. */
export type IsSuperseded = (value: number, offset: number) => boolean;

/**
 * Compaction keeps the newest record of each key; what it removes lies below an offset up to which a broker told that it
 * compacted. A tombstone, having done its work, goes as well: only once it is old enough, and nothing of its key is left.
 */
export function supersededIn(
  partition: PartitionFacts,
  ops: OpTable,
  { cleanup, compactedTo }: RemovalTraces,
): IsSuperseded {
  if (!cleanup.compacts || compactedTo === 0) return () => false;
  const newest = newestRead(partition, compactedTo);
  const gone = goneTombstones(partition, ops, { keptMs: cleanup.tombstonesKeptMs, compactedTo, newest });
  return (value, offset) => {
    const key = partition.keyOf(value);
    if (key == null || offset >= compactedTo) return false;
    const isTombstoneGone = gone.get(key) === offset && partition.tombstones.has(value);
    return isTombstoneGone || offset < Math.max(newest.get(key) ?? -1, gone.get(key) ?? -1);
  };
}

/** Where the final read had the newest record of each key that a cleaner knew of: one above its reach removes nothing. */
function newestRead(
  { values, keyOf, finalRead, lowestPolled }: PartitionFacts,
  compactedTo: number,
): ReadonlyMap<string, number> {
  const newest = new Map<string, number>();
  for (let value = 0; value < values.length; value++) {
    const key = keyOf(value);
    const offset = lowestPolled.get(value);
    if (key == null || finalRead.get(value) !== 1 || offset >= compactedTo) continue;
    newest.set(key, Math.max(newest.get(key) ?? -1, offset));
  }
  return newest;
}

/** By key, the offset of the newest acknowledged tombstone that compaction may have removed by then. */
function goneTombstones(
  partition: PartitionFacts,
  ops: OpTable,
  {
    keptMs,
    compactedTo,
    newest,
  }: {
    readonly keptMs: number | null;
    readonly compactedTo: number;
    readonly newest: ReadonlyMap<string, number>;
  },
): ReadonlyMap<string, number> {
  const gone = new Map<string, number>();
  const read = finalPollOf(partition, ops);
  if (!read || keptMs === null) return gone;
  for (const value of partition.tombstones) {
    const [key, acked, offset] = [
      partition.keyOf(value),
      partition.ackOp.get(value),
      placeOf(partition, value),
    ];
    if (key == null || acked < 0 || offset === null || offset >= compactedTo) continue;
    const isOldEnough = ops.start(read.op) - ops.end(acked) >= keptMs;
    // A record of the key that is still there, though the tombstone is newer, came back from the dead.
    if (isOldEnough && !newest.has(key)) gone.set(key, Math.max(gone.get(key) ?? -1, offset));
  }
  return gone;
}
