import type { Facts, PartitionFacts } from '../history/facts.ts';
import { valuesAt } from '../history/partition-log.ts';
import { firstIndex } from '../lib/first-index.ts';

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
  const { ackOp, ackOffset, reader, values, keyOf } = partition;
  const successors = othersAt(partition, lost.offset, lost.value).map((value): Successor => {
    const isAcked = ackOffset.get(value) === lost.offset;
    const op = (isAcked ? ackOp : reader).get(value);
    return { key: keyOf(value), value: values.get(value), isAcked, time: ops.end(op) };
  });
  return successors.find(({ isAcked }) => isAcked) ?? successors[0] ?? null;
}

function othersAt({ log, values }: PartitionFacts, offset: number, lost: string): number[] {
  const { offsets } = log;
  const index = firstIndex(0, offsets.length, (at) => offsets.get(at) < offset);
  if (offsets.get(index) !== offset) return [];
  return valuesAt(log, index).filter((value) => values.get(value) !== lost);
}
