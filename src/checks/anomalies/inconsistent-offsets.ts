import { valuesAt } from '../../history/partition-log.ts';
import { defineAnomaly } from '../define.ts';
import { findWitnesses } from '../witnesses.ts';

/** Two readers (or a reader and a writer) were told different things about one place in the log. */
export const inconsistentOffsets = defineAnomaly({
  name: 'inconsistent-offsets',
  summary: 'an offset holds two or more values',
  failing: true,
  provesLoss: true,
  *inPartition(partition, facts) {
    const { log, name, values } = partition;
    const indices: number[] = [];
    for (let index = 0; index < log.count; index++) {
      if (log.start.get(index + 1) - log.start.get(index) > 1) indices.push(index);
    }
    if (indices.length === 0) return;
    const offsets = new Set(indices.map((index) => log.offsets.get(index)));
    const witness = findWitnesses(partition, facts, { offsets });
    for (const index of indices) {
      const offset = log.offsets.get(index);
      const members = valuesAt(log, index);
      yield {
        partition: name,
        offset,
        index,
        values: members.map(values.get),
        ops: members.map((value) => facts.ops.refer(witness(value, offset))),
      };
    }
  },
});
