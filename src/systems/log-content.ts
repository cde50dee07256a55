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

/** Something that a fault or a probe wants to address in a replica's folder. */
export interface ReplicaFiles {
  /** Folder of the partition on its machine. */
  readonly folder: string;
  /** Absolute paths of its segments, oldest first: the last one is the active one. */
  readonly segments: readonly string[];
}

/** Where a segment ends after a cut: its bytes, and the first offset that is gone. */
export interface SegmentEnd {
  readonly bytes: number;
  readonly offset: number;
}

/** A whole batch of a segment file, as recovery would find it. */
export interface SegmentBatch {
  /** Where its bytes end in the file: a cut exactly there keeps it. */
  readonly endPosition: number;
  readonly baseOffset: number;
  readonly lastOffset: number;
  readonly records: number;
}

/** What one segment file holds up to its first torn or corrupt batch. */
export interface SegmentContent {
  /** Size of the file, a torn tail included. */
  readonly bytes: number;
  /** Of these the log's own, a torn tail included: without zeros at the end, which are reserved for what is to come. */
  readonly writtenBytes: number;
  readonly batches: readonly SegmentBatch[];
  /** Data records in offset order; a tombstone's value is null, and one that cannot be read. */
  readonly records: readonly (readonly [offset: number, value: string | null])[];
}
