import type { PlannedTopic } from '../plan.ts';
import type { PartitionRead } from './log-content.ts';
import type {
  Consumer,
  ConsumerListener,
  ConsumerTarget,
  Isolation,
  Producer,
  ProducerTarget,
  Transactor,
  TransactorTarget,
} from './outgoing.ts';

/** A partition as the cluster itself tells it. `isr`: the replicas that have caught up; `end`: behind the leader's last record. */
export interface PartitionState {
  readonly partition: string;
  readonly leader: string | null;
  readonly isr: readonly string[];
  readonly epoch: number | null;
  readonly end: number | null;
  readonly elr?: readonly string[];
  readonly lastKnownElr?: readonly string[];
  /** Who holds it as the cluster assigns it, preferred leader first; while it moves both the old ones and the new. */
  readonly replicas?: readonly string[];
}

/** Which election an operator may ask for. */
export type ElectionType = 'preferred' | 'unclean';

/** How closely to look at partitions: an end is a request a partition, and null without it. */
export interface LookOptions {
  readonly withEnds: boolean;
}

/** Offsets of a partition: below `lastStable` every transaction has ended. */
export interface Stability {
  readonly lastStable: number;
  readonly highWatermark: number;
}

/** A connection to the live nodes. Make a new one after each fault: metadata and sockets go stale. */
export interface Client extends AsyncDisposable {
  /** State of every partition of the plan's topics. */
  partitions(options?: LookOptions): Promise<readonly PartitionState[]>;
  /** Makes the plan's logs, as far as they are not there from the start; the first replica of each is to lead it first. */
  createTopics(topics: readonly PlannedTopic[]): Promise<void>;
  producer(target: ProducerTarget): Promise<Producer>;
  /** Left out by a system without transactions. */
  transactor?(target: TransactorTarget): Promise<Transactor>;
  /** Reads until it is disposed of; left out by a system without consumers. */
  consumer?(target: ConsumerTarget, listener: ConsumerListener): Promise<Consumer>;
  /** Asks to remove all records below the offset; answers with where the log begins after that. */
  deleteRecords?(partition: string, below: number): Promise<number>;
  /** Where the log begins, as its leader tells; null when it has none. */
  logStart?(partition: string): Promise<number | null>;
  /**
   * Asks for an election of the partition's leader: the preferred one, or, without a leader, whoever lives. Answers with
   * what the cluster says against it; null when it was held. Left out by a system that elects only by itself.
   */
  elect?(partition: string, type: ElectionType): Promise<string | null>;
  /** Asks to move the partition to these nodes, preferred leader first; left out by a system that moves none. */
  reassign?(partition: string, nodes: readonly string[]): Promise<void>;
  /** Whether the cluster still moves the partition. */
  isReassigning?(partition: string): Promise<boolean>;
  /** Up to where its transactions have ended, and up to where it is replicated; null without a leader. Left out as `transactor` is. */
  stability?(partition: string): Promise<Stability | null>;
  /** With `uncommitted` it waits for no transaction, and returns what may be aborted. */
  readToEnd(partition: string, signal: AbortSignal, isolation?: Isolation): Promise<PartitionRead>;
}

/** Who is registered with the metadata store now; null when it cannot tell yet (it is not serving). */
export type Registered = { readonly nodes: readonly string[] } | { readonly notServing: string };
