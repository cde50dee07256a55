import { ackedSends } from '../acked-sends.ts';
import { defineAnomaly } from '../define.ts';

/** The log ends below an acknowledged offset: catches a lost tail, above which nothing can be read. */
export const shortLog = defineAnomaly({
  name: 'short-log',
  summary: 'at the final read the log ended below an acknowledged offset',
  failing: true,
  provesLoss: true,
  *inPartition(partition, { ops }) {
    if (partition.ends.length === 0) return;
    const sends = ackedSends(partition, ops);
    for (const { op, end } of partition.ends) {
      const before = sends.filter((send) => ops.end(send.op) < ops.start(op));
      const highest = before.reduce((a, b) => (b.offset > a.offset ? b : a), {
        offset: -1,
        value: -1,
        op: -1,
      });
      if (end >= highest.offset + 1) continue;
      yield {
        partition: partition.name,
        end,
        'max-acked-offset': highest.offset,
        value: partition.values[highest.value],
        reader: ops.refer(op),
        writer: ops.refer(highest.op),
      };
    }
  },
});
