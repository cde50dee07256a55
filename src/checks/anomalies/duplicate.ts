import { valuesAt } from '../../history/partition-log.ts';
import { defineAnomaly } from '../define.ts';

/** A record that was sent once is in the log twice. Reading one offset often is no duplicate. */
export const duplicate = defineAnomaly({
  name: 'duplicate',
  summary: 'a value is at two or more offsets',
  failing: true,
  *inPartition({ log, name, values }) {
    const offsetsOf = new Map<number, number[]>();
    for (let index = 0; index < log.count; index++) {
      for (const value of valuesAt(log, index)) {
        if (log.first[value] === log.last[value]) continue;
        const offsets = offsetsOf.get(value) ?? [];
        offsets.push(log.offsets[index] as number);
        offsetsOf.set(value, offsets);
      }
    }
    for (const [value, offsets] of offsetsOf) yield { partition: name, value: values[value], offsets };
  },
});
