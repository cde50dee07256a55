import type { PartitionFacts } from '../../history/facts.ts';
import { valuesAt } from '../../history/partition-log.ts';

/** The one offset of a value, which no other value was seen at; null when there is no such offset. */
export function placeOf({ log }: PartitionFacts, value: number): number | null {
  const index = log.first.get(value);
  if (index < 0 || index !== log.last.get(value) || valuesAt(log, index).length !== 1) return null;
  return log.offsets.get(index);
}
