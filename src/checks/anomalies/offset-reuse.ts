import { ackedSends } from '../acked-sends.ts';
import { defineAnomaly } from '../define.ts';

/** The broker promised one place to two records, so one promise is broken. Needs no reading at all. */
export const offsetReuse = defineAnomaly({
  name: 'offset-reuse',
  summary: 'two acknowledged records have the same offset',
  failing: true,
  provesLoss: true,
  *inPartition(partition, { ops }) {
    const sends = ackedSends(partition, ops).sort((a, b) => a.offset - b.offset || a.op - b.op);
    for (let i = 0; i < sends.length; ) {
      const offset = sends[i]?.offset;
      const same = [];
      for (let send = sends[i]; send?.offset === offset && send; send = sends[++i]) same.push(send);
      const distinct = new Map(same.map((send) => [send.value, send.op]));
      if (distinct.size < 2) continue;
      yield {
        partition: partition.name,
        offset,
        values: [...distinct.keys()].map((value) => partition.values[value]),
        writers: [...distinct.values()].map(ops.refer),
      };
    }
  },
});
