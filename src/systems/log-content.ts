/**
 * A read of one partition from its start, of what is committed. `atEnd` is null when the end was not reached, `why` says
 * what stopped it.
 */
export interface PartitionRead {
  readonly records: readonly (readonly [offset: number, value: string])[];
  /** Records that the log has and no reader is to see: their transactions were aborted. */
  readonly aborted?: number;
  readonly atEnd: number | null;
  /** The first offset that the log still had; left out when nobody told. */
  readonly atStart?: number;
  readonly why?: string;
}

/** What one replica's log holds, read from its files without any process of the system. */
export interface ReplicaLog {
  readonly start: number;
  readonly end: number;
  readonly bytes: number;
  readonly torn: number;
  readonly badCrc: number;
  readonly epochs: readonly (readonly [epoch: number, startOffset: number])[];
  /** Data records in offset order, without control batches and aborted transactions. A tombstone's value is null. */
  readonly records: readonly (readonly [offset: number, value: string | null])[];
}

/** Why a replica's log could not be read: nobody knows then what it holds, which is not the same as nothing. */
export interface NotRead {
  readonly notRead: string;
  /** True when the node's files were seen, and there is no log of the partition among them. */
  readonly isAbsent?: boolean;
}
