import Broker from 'kafkajs/src/broker/index.js';
import { type AbortedMessage, type AbortedTransaction, followAborted } from './aborted.ts';

/** What kafkajs takes from a fetch of one partition. */
export interface FetchedPartition {
  abortedTransactions?: readonly AbortedTransaction[] | null;
  messages: readonly AbortedMessage[];
}

let isMended = false;

/**
 * kafkajs 2.2.4 leaves out aborted records in the order in which their transactions ended, and so hands a reader of
 * committed records those of one that began earlier and ended later (filterAbortedMessages.js). A judge of brokers must
 * not take that for theirs: every fetch is sorted by us, before kafkajs looks at it.
 */
export function mendFetch(): void {
  if (isMended) return;
  isMended = true;
  const fetch = Broker.prototype.fetch;
  Broker.prototype.fetch = async function mended(...asked) {
    const answer = await fetch.apply(this, asked);
    for (const { partitions } of answer.responses) partitions.forEach(hideAborted);
    return answer;
  };
}

/** As control records, which kafkajs hands to nobody but counts as read. */
export function hideAborted(partition: FetchedPartition): void {
  const isAborted = followAborted(partition.abortedTransactions ?? []);
  partition.messages = partition.messages.map((message) =>
    isAborted(message) ? { ...message, isControlRecord: true } : message,
  );
  partition.abortedTransactions = [];
}
