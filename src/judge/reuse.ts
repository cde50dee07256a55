import type { Facts, PartitionFacts } from '../history/facts.ts';
import { valuesAt } from '../history/partition-log.ts';

/** The record that is at a lost record's offset now. */
export interface Successor {
  readonly key: string | null;
  readonly value: string;
  /** True when a broker acknowledged it there; else it was only read there. */
  readonly isAcked: boolean;
  /** When that was known, ms since the run began. */
  readonly time: number;
}

/** Another value at the same offset; an acknowledged one is told before one that was merely read. */
export function reuseOf(
  lost: { readonly partition: string; readonly offset: number | null; readonly value: string },
  { partitions, ops }: Facts,
): Successor | null {
  const partition = partitions.get(lost.partition);
  if (!partition || lost.offset === null) return null;
  const { ackOp, ackOffset, reader, values, keys } = partition;
  const successors = othersAt(partition, lost.offset, lost.value).map((value): Successor => {
    const isAcked = ackOffset[value] === lost.offset;
    const op = (isAcked ? ackOp[value] : reader[value]) as number;
    return { key: keys[value] ?? null, value: values[value] ?? '', isAcked, time: ops.end(op) };
  });
  return successors.find(({ isAcked }) => isAcked) ?? successors[0] ?? null;
}

function othersAt({ log, values }: PartitionFacts, offset: number, lost: string): number[] {
  const index = indexOf(log.offsets, offset);
  return index === -1 ? [] : [...valuesAt(log, index)].filter((value) => values[value] !== lost);
}

function indexOf(sorted: Float64Array, wanted: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === wanted ? low : -1;
}
