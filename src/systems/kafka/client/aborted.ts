/** As a fetch with read_committed tells it. */
export interface AbortedTransaction {
  readonly producerId: string;
  readonly firstOffset: string;
}

/** What a record knows of its batch. */
export interface BatchContext {
  readonly producerId: string;
  readonly inTransaction: boolean;
}

/** A record or a marker, as far as sorting it needs. */
export interface AbortedMessage {
  readonly offset: string;
  readonly key: Buffer | null;
  readonly isControlRecord?: boolean;
  readonly batchContext?: BatchContext;
}

/**
 * Tells of one message after the other whether its transaction was aborted: from the first offset that the broker
 * named for its producer up to that producer's marker (KIP-98). kafkajs has the same, but takes the list in the order in
 * which the transactions ended, and so misses one that began earlier and ended later.
 */
export function followAborted(
  transactions: readonly AbortedTransaction[],
): (message: AbortedMessage) => boolean {
  const coming = transactions.toSorted((a, b) => Number(a.firstOffset) - Number(b.firstOffset));
  const aborting = new Set<string>();
  return ({ offset, key, isControlRecord, batchContext }) => {
    while (coming[0] && Number(coming[0].firstOffset) <= Number(offset))
      aborting.add(coming.shift()?.producerId ?? '');
    if (batchContext === undefined || !batchContext.inTransaction) return false;
    if (!isControlRecord) return aborting.has(batchContext.producerId);
    if (isAbort(key)) aborting.delete(batchContext.producerId);
    return false;
  };
}

/** A marker's key is its version and its type, two bytes each: 0 aborts, 1 commits. */
function isAbort(key: Buffer | null): boolean {
  return key?.length === 4 && key.readInt16BE(2) === 0;
}
