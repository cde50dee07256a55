import { indexColumn, type Numbers } from '../history/column.ts';
import type { OpTable, PartitionFacts } from '../history/facts.ts';

/** The rows of the sends of which the offset was acknowledged (`ok`, with an offset), in file order. */
export function ackedRows({ rows }: PartitionFacts, ops: OpTable): Numbers {
  const found = indexColumn();
  for (let row = 0; row < rows.count; row++) {
    if (rows.isSend.get(row) === 0 || Number.isNaN(rows.offset.get(row))) continue;
    if (ops.status(rows.op.get(row)) === 'ok') found.push(row);
  }
  return found;
}
