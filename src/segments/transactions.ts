import type { Batch } from './batch.ts';

/** Which records belong to aborted or still open transactions, told as the batches go by. */
export interface Transactions {
  on(batch: Batch): void;
  /** First and last offset of each aborted batch. */
  readonly aborted: readonly OffsetRange[];
  /** Likewise of the batches whose transaction has no marker yet. */
  open(): readonly OffsetRange[];
}

/** Both ends included. */
export type OffsetRange = readonly [first: number, last: number];

/** Follows the transactions of a log by producer id: its next marker decides over all batches since the last one. */
export function followTransactions(): Transactions {
  const pending = new Map<number, OffsetRange[]>();
  const aborted: OffsetRange[] = [];

  function end(batch: Batch): void {
    if (isAbort(batch)) aborted.push(...(pending.get(batch.producerId) ?? []));
    pending.delete(batch.producerId);
  }

  function add({ producerId, baseOffset, lastOffset }: Batch): void {
    const ranges = pending.get(producerId) ?? [];
    ranges.push([baseOffset, lastOffset]);
    pending.set(producerId, ranges);
  }

  return {
    on(batch) {
      if (batch.isTransactional) (batch.isControl ? end : add)(batch);
    },
    aborted,
    open: () => [...pending.values()].flat(),
  };
}

/** A marker's key is its version and its type, two bytes each: 0 aborts, 1 commits. */
function isAbort(batch: Batch): boolean {
  const key = batch.records()?.[0]?.key;
  return key?.length === 4 && key.readInt16BE(2) === 0;
}
