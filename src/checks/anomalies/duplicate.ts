import type { PartitionFacts } from '../../history/facts.ts';
import { valuesAt } from '../../history/partition-log.ts';
import { defineAnomaly } from '../define.ts';
import { findWitnesses } from '../witnesses.ts';

/** A record that was sent once is in the log twice. Reading one offset often is no duplicate. */
export const duplicate = defineAnomaly({
  name: 'duplicate',
  summary: 'a value is at two or more offsets',
  failing: true,
  *inPartition(partition, facts) {
    const { name, values } = partition;
    const offsetsOf = repeated(partition);
    if (offsetsOf.size === 0) return;
    const witness = findWitnesses(partition, facts, { values: new Set(offsetsOf.keys()) });
    for (const [value, offsets] of offsetsOf) {
      const ops = offsets.map((offset) => facts.ops.refer(witness(value, offset)));
      yield { partition: name, value: values.get(value), offsets, ops };
    }
  },
});

function repeated({ log }: PartitionFacts): Map<number, number[]> {
  const offsetsOf = new Map<number, number[]>();
  for (let index = 0; index < log.count; index++) {
    const isSingle = log.start.get(index + 1) === log.start.get(index) + 1;
    const only = log.members.get(log.start.get(index));
    if (isSingle && log.first.get(only) === log.last.get(only)) continue;
    for (const value of valuesAt(log, index)) {
      if (log.first.get(value) === log.last.get(value)) continue;
      const offsets = offsetsOf.get(value) ?? [];
      offsetsOf.set(value, offsets);
      offsets.push(log.offsets.get(index));
    }
  }
  return offsetsOf;
}
