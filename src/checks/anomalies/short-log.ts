import { ackedRows } from '../acked-sends.ts';
import { defineAnomaly } from '../define.ts';

/** The log ends below an acknowledged offset: catches a lost tail, above which nothing can be read. */
export const shortLog = defineAnomaly({
  name: 'short-log',
  summary: 'at the final read the log ended below an acknowledged offset',
  failing: true,
  provesLoss: true,
  *inPartition(partition, { ops }) {
    const { ends, name, rows, values } = partition;
    if (ends.length === 0) return;
    const acked = ackedRows(partition, ops);
    for (const { op, end } of ends) {
      let highest = -1;
      for (const row of acked) {
        const isHigher = highest === -1 || (rows.offset[row] as number) > (rows.offset[highest] as number);
        if (isHigher && ops.end(rows.op[row] as number) < ops.start(op)) highest = row;
      }
      if (highest === -1 || end > (rows.offset[highest] as number)) continue;
      yield {
        partition: name,
        end,
        'max-acked-offset': rows.offset[highest],
        value: values[rows.value[highest] as number],
        reader: ops.refer(op),
        writer: ops.refer(rows.op[highest] as number),
      };
    }
  },
});
