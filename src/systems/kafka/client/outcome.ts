/**
 * Sorts a failed send. Only NOT_ENOUGH_REPLICAS (error 19) is sure to precede the append (ReplicaManager.appendRecords,
 * Partition.appendRecordsToLeader); after any other the record may be there. Sound only with `retries: 0` and one
 * partition a request: else an earlier try stays hidden.
 */
export function statusOf(error: unknown): 'fail' | 'unknown' {
  return brokerErrorType(error) === 'NOT_ENOUGH_REPLICAS' ? 'fail' : 'unknown';
}

/** The broker's own answer, under kafkajs's wrappers: it wraps even with `retries: 0`. */
export function brokerErrorType(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('type' in at && typeof at.type === 'string') return at.type;
  }
  return undefined;
}

/** The innermost message, which is the telling one. */
export function rootMessage(error: unknown): string {
  let message = String(error);
  for (let at = error; at instanceof Error; at = at.cause) message = at.message;
  return message;
}
