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

/** How a client's process ended, as the kernel tells it. */
export interface ClientExit {
  readonly pid: number;
  readonly code: number | null;
  readonly signal: string | null;
}

/** A client in a process of its own, as an application has it. */
export interface OwnProcess extends AsyncDisposable {
  /** SIGKILL, wherever it stands: nobody is told, and the cluster learns of it by time-outs alone. */
  kill(): Promise<ClientExit>;
}

/** One transaction after the other. Its sends count only once it is committed. */
export interface Transactor extends OwnProcess {
  begin(): Promise<Transaction>;
}

/** An open transaction. `commit` and `abort` throw when the cluster did not confirm. */
export interface Transaction {
  send(partition: string, records: readonly OutgoingRecord[]): Promise<SendOutcome>;
  commit(): Promise<void>;
  abort(): Promise<void>;
}

/** Whether records of open and aborted transactions are left out. */
export type Isolation = 'committed' | 'uncommitted';

/** A consumer: of a group, which shares the partitions of its topics and commits its place, or of partitions by name. */
export type ConsumerTarget = {
  readonly isolation: Isolation;
  /** Where it begins without a place of its own, and where it goes when its place is not in the log (any more). */
  readonly reset: 'earliest' | 'latest';
} & (
  | { readonly group: string; readonly topics: readonly string[] }
  | { readonly partitions: readonly string[] }
);

export type Consumer = OwnProcess;

/** Hears what a consumer is handed, and what becomes of it. */
export interface ConsumerListener {
  onAssigned(partitions: readonly string[]): void;
  onRecords(partition: string, records: readonly (readonly [offset: number, value: string])[]): void;
  onCrash(error: Error): void;
}
