import type { OpTable, PartitionFacts } from '../history/facts.ts';

/** A send of which the offset was acknowledged: `ok`, with an offset. */
export interface AckedSend {
  readonly value: number;
  readonly op: number;
  readonly offset: number;
}

/** All of a partition, in order of completion. */
export function ackedSends({ rows }: PartitionFacts, ops: OpTable): AckedSend[] {
  const sends: AckedSend[] = [];
  for (let row = 0; row < rows.count; row++) {
    const op = rows.op[row] as number;
    const offset = rows.offset[row] as number;
    if (rows.isSend[row] === 0 || Number.isNaN(offset) || ops.status(op) !== 'ok') continue;
    sends.push({ value: rows.value[row] as number, op, offset });
  }
  return sends;
}
