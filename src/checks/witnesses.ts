import type { Facts, PartitionFacts } from '../history/facts.ts';

/** The first operation that showed the value at the offset; -1 when none was asked for. */
export type Witness = (value: number, offset: number) => number;

/** Looks up who showed the wanted values where, in one pass over the partition: findings are few, records are many. */
export function findWitnesses(
  { rows }: PartitionFacts,
  { mustCommit }: Facts,
  wanted: { readonly values?: ReadonlySet<number>; readonly offsets?: ReadonlySet<number> },
): Witness {
  const found = new Map<number, Map<number, number>>();
  for (let row = 0; row < rows.count; row++) {
    const value = rows.value.get(row);
    const offset = rows.offset.get(row);
    if (!wanted.values?.has(value) && !wanted.offsets?.has(offset)) continue;
    const op = rows.op.get(row);
    if (rows.isSend.get(row) === 1 && !mustCommit(op)) continue;
    const places = found.get(value) ?? new Map<number, number>();
    found.set(value, places);
    if (!places.has(offset)) places.set(offset, op);
  }
  return (value, offset) => found.get(value)?.get(offset) ?? -1;
}
