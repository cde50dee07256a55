import type { PartitionFacts } from '../../history/facts.ts';
import { defineAnomaly } from '../define.ts';

/** A reader got past a committed record without ever seeing it. Cannot see a lost tail: for that, `final-read-lost`. */
export const lostWrite = defineAnomaly({
  name: 'lost-write',
  summary: 'a committed record was never read, although a record above it was',
  failing: true,
  provesLoss: true,
  *inPartition(partition, { ops, mustCommit, removal }) {
    const { values, log, okReader, writer } = partition;
    const bound = highestRead(partition);
    if (bound === undefined) return;
    for (let value = 0; value < values.length; value++) {
      const isBelow = log.last.get(value) >= 0 && log.last.get(value) <= bound.index;
      if (!isBelow || okReader.get(value) >= 0) continue;
      const by = writer.get(value);
      if (by < 0 || !mustCommit(by) || removal?.(partition, value)) continue;
      yield {
        partition: partition.name,
        value: values.get(value),
        index: log.first.get(value),
        'max-read-index': bound.index,
        writer: ops.refer(by),
        'max-read': { value: values.get(bound.value), reader: ops.refer(okReader.get(bound.value)) },
      };
    }
  },
});

function highestRead({
  values,
  log,
  okReader,
}: PartitionFacts): { index: number; value: number } | undefined {
  let highest: { index: number; value: number } | undefined;
  for (let value = 0; value < values.length; value++) {
    const index = log.first.get(value);
    if (okReader.get(value) < 0 || index <= (highest?.index ?? -1)) continue;
    highest = { index, value };
  }
  return highest;
}
