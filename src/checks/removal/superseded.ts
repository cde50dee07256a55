import type { PartitionFacts } from '../../history/facts.ts';
import type { RemovalTraces } from './traces.ts';

/** Whether a newer record of the value's key is there, and a broker has compacted past the value's offset. */
export type IsSuperseded = (value: number, offset: number) => boolean;

/** Compaction has to keep the newest record of each key: where the final read had it is collected once. */
export function supersededIn(partition: PartitionFacts, traces: RemovalTraces): IsSuperseded {
  const { cleanup, compactedTo } = traces;
  if (!cleanup.compacts || compactedTo === 0) return () => false;
  const newest = new Map<string, number>();
  for (let value = 0; value < partition.values.length; value++) {
    const key = partition.keys[value];
    if (key == null || partition.finalRead[value] !== 1) continue;
    newest.set(key, Math.max(newest.get(key) ?? -1, partition.lowestPolled[value] as number));
  }
  return (value, offset) => {
    const key = partition.keys[value];
    return key != null && offset < compactedTo && offset < (newest.get(key) ?? -1);
  };
}
