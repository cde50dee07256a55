import { valuesAt } from '../../history/partition-log.ts';
import { defineAnomaly } from '../define.ts';

/** Two readers (or a reader and a writer) were told different things about one place in the log. */
export const inconsistentOffsets = defineAnomaly({
  name: 'inconsistent-offsets',
  summary: 'an offset holds two or more values',
  failing: true,
  provesLoss: true,
  *inPartition({ log, name, values }) {
    for (let index = 0; index < log.count; index++) {
      const members = valuesAt(log, index);
      if (members.length < 2) continue;
      const offset = log.offsets[index];
      yield { partition: name, offset, index, values: Array.from(members, (value) => values[value]) };
    }
  },
});
