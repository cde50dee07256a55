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
    for (const row of ackedRows(partition, ops)) {
      const sends = shared.get(rows.offset[row] as number);
      sends?.set(rows.value[row] as number, rows.op[row] as number);
    }
    for (const [offset, sends] of shared) {
      if (sends.size < 2) continue;
      yield {
        partition: name,
        offset,
        values: [...sends.keys()].map((value) => values[value]),
        writers: [...sends.values()].map(ops.refer),
      };
    }
  },
});

/** For each offset with several values a place for the operations that sent them, by value. */
function sharedOffsets({ log }: PartitionFacts): Map<number, Map<number, number>> {
  const shared = new Map<number, Map<number, number>>();
  for (let index = 0; index < log.count; index++) {
    const members = (log.start[index + 1] as number) - (log.start[index] as number);
    if (members > 1) shared.set(log.offsets[index] as number, new Map());
  }
  return shared;
}
