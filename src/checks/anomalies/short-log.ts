import type { PartitionFacts } from '../../history/facts.ts';
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
    if (ends.every(({ end }) => end > highestOffset(partition))) return;
    const acked = ackedRows(partition, ops);
    for (const { op, end } of ends) {
      let highest = -1;
      for (let i = 0; i < acked.length; i++) {
        const row = acked.get(i);
        const isHigher = highest === -1 || rows.offset.get(row) > rows.offset.get(highest);
        if (isHigher && ops.end(rows.op.get(row)) < ops.start(op)) highest = row;
      }
      if (highest === -1 || end > rows.offset.get(highest)) continue;
      yield {
        partition: name,
        end,
        'max-acked-offset': rows.offset.get(highest),
        value: values.get(rows.value.get(highest)),
        reader: ops.refer(op),
        writer: ops.refer(rows.op.get(highest)),
      };
    }
  },
});

/** No log that reaches above what anybody was told is too short. */
function highestOffset({ rows }: PartitionFacts): number {
  let highest = -1;
  for (let row = 0; row < rows.count; row++) {
    if (rows.isSend.get(row) === 1 && rows.offset.get(row) > highest) highest = rows.offset.get(row);
  }
  return highest;
}
