import type { OpTable, PartitionFacts } from '../history/facts.ts';

/** The rows of the sends of which the offset was acknowledged (`ok`, with an offset), in file order. */
export function ackedRows({ rows }: PartitionFacts, ops: OpTable): Int32Array {
  const found = new Int32Array(rows.count);
  let count = 0;
  for (let row = 0; row < rows.count; row++) {
    if (rows.isSend[row] === 0 || Number.isNaN(rows.offset[row])) continue;
    if (ops.status(rows.op[row] as number) === 'ok') found[count++] = row;
  }
  return found.subarray(0, count);
}
