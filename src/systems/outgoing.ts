/** A record as a workload wants it sent. */
export interface OutgoingRecord {
  readonly key: string | null;
  readonly value: string;
  /** The log gets no value, which deletes the key; reads name it by `value` all the same. */
  readonly isTombstone?: boolean;
  /** The value is padded to this size in the log; reads give it without the padding. */
  readonly bytes?: number;
  /** How far its timestamp lies in the past. */
  readonly ageMs?: number;
}

/** How the records of a request are packed; which of them a system knows is its own affair. */
export const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;

export type Codec = (typeof codecs)[number];

/** Where a producer sends, and how. */
export interface ProducerTarget {
  readonly partition: string;
  readonly acks: number;
  readonly codec?: Codec;
  /** A repeated request is kept once. */
  readonly idempotent?: boolean;
}

/**
 * How a send ended. Only a refusal that surely precedes the append is `fail`; in doubt it is `unknown`. `unasked`: with
 * acks=0 the records left this host, and no broker answers whether they arrived.
 */
export type SendOutcome =
  | { readonly status: 'unasked' }
  | { readonly status: 'ok'; readonly baseOffset: number | null }
  | { readonly status: 'fail' | 'unknown'; readonly error: string };

/** Why it was not acknowledged. */
export function errorOf(outcome: Exclude<SendOutcome, { readonly status: 'ok' }>): string {
  return outcome.status === 'unasked' ? 'nobody was asked to acknowledge it' : outcome.error;
}

/** Sends to one partition, one request at a time, never retried. */
export interface Producer extends AsyncDisposable {
  send(records: readonly OutgoingRecord[]): Promise<SendOutcome>;
}

/** Who a transactional producer is to the cluster; the same id under a new producer fences the old one. */
export interface TransactorTarget {
  readonly id: string;
  /** After so long the cluster aborts a transaction whose producer is gone. */
  readonly timeoutMs: number;
}

/** One transaction after the other. Its sends count only once it is committed. */
export interface Transactor extends AsyncDisposable {
  begin(): Promise<Transaction>;
  /** Breaks the connections without a word, as a killed process does: the cluster learns nothing. */
  cut(): void;
}

/** An open transaction. `commit` and `abort` throw when the cluster did not confirm. */
export interface Transaction {
  send(partition: string, records: readonly OutgoingRecord[]): Promise<SendOutcome>;
  commit(): Promise<void>;
  abort(): Promise<void>;
}

/** A consumer in a group; what of transactions it is handed depends on its isolation. */
export interface ConsumerTarget {
  readonly group: string;
  readonly topics: readonly string[];
  readonly isolation: 'committed' | 'uncommitted';
}

/** Hears what a consumer is handed, and what becomes of it. */
export interface ConsumerListener {
  onAssigned(partitions: readonly string[]): void;
  onRecords(partition: string, records: readonly (readonly [offset: number, value: string])[]): void;
  onCrash(error: Error): void;
}
