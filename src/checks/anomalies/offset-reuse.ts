import type { PartitionFacts } from '../../history/facts.ts';
import { ackedRows } from '../acked-sends.ts';
import { defineAnomaly } from '../define.ts';

/** The broker promised one place to two records, so one promise is broken. Needs no reading at all. */
export const offsetReuse = defineAnomaly({
  name: 'offset-reuse',
  summary: 'two acknowledged records have the same offset',
  failing: true,
  provesLoss: true,
  *inPartition(partition, { ops }) {
    // What was acknowledged is in the log, so such an offset has several values there.
    const shared = sharedOffsets(partition);
    if (shared.size === 0) return;
    const { name, rows, values } = partition;
    const acked = ackedRows(partition, ops);
    for (let i = 0; i < acked.length; i++) {
      const row = acked.get(i);
      const sends = shared.get(rows.offset.get(row));
      sends?.set(rows.value.get(row), rows.op.get(row));
    }
    for (const [offset, sends] of shared) {
      if (sends.size < 2) continue;
      yield {
        partition: name,
        offset,
        values: [...sends.keys()].map(values.get),
        writers: [...sends.values()].map(ops.refer),
      };
    }
  },
});

/** For each offset with several values a place for the operations that sent them, by value. */
function sharedOffsets({ log }: PartitionFacts): Map<number, Map<number, number>> {
  const shared = new Map<number, Map<number, number>>();
  for (let index = 0; index < log.count; index++) {
    const members = log.start.get(index + 1) - log.start.get(index);
    if (members > 1) shared.set(log.offsets.get(index), new Map());
  }
  return shared;
}
