import type { Batch } from './batch.ts';
import type { OffsetRange } from './transactions.ts';

/** A record as the comparison sees it. Records that cannot be read are told apart by their batch's checksum, which replication keeps. */
export interface ComparedRecord {
  readonly offset: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly isControl: boolean;
  /** Checksum of the batch when its records cannot be read, else null. */
  readonly unopened: number | null;
}

/** The first offset at which replicas hold different records. Null stands for a replica without that offset. */
export interface Difference {
  readonly offset: number;
  readonly held: readonly (ComparedRecord | null)[];
}

/** Neighbouring offsets that the same replicas hold and the others do not. */
export interface HeldBySome {
  readonly offsets: OffsetRange;
  readonly records: number;
  /** Indexes of the replicas that hold them. */
  readonly holders: readonly number[];
}

export interface Comparison {
  /** Offsets at which two replicas hold different records. */
  readonly conflicts: number;
  readonly firstConflict: Difference | null;
  readonly heldBySome: readonly HeldBySome[];
}

/** Compares replicas of one partition offset by offset, holding one record of each. */
export async function compareReplicas(
  replicas: readonly AsyncIterable<ComparedRecord>[],
): Promise<Comparison> {
  const iterators = replicas.map((replica) => replica[Symbol.asyncIterator]());
  try {
    return await mergeByOffset(iterators);
  } finally {
    await Promise.all(iterators.map((iterator) => iterator.return?.()));
  }
}

async function mergeByOffset(iterators: readonly AsyncIterator<ComparedRecord>[]): Promise<Comparison> {
  const heads = await Promise.all(iterators.map(advance));
  const result = startComparison();
  for (;;) {
    const offset = Math.min(...heads.map((head) => head?.offset ?? Number.POSITIVE_INFINITY));
    if (offset === Number.POSITIVE_INFINITY) return result.end();
    result.on({ offset, held: heads.map((head) => (head?.offset === offset ? head : null)) });
    for (const [i, iterator] of iterators.entries()) {
      if (heads[i]?.offset === offset) heads[i] = await advance(iterator);
    }
  }
}

async function advance(iterator: AsyncIterator<ComparedRecord>): Promise<ComparedRecord | null> {
  const next = await iterator.next();
  return next.done ? null : next.value;
}

function startComparison() {
  let conflicts = 0;
  let firstConflict: Difference | null = null;
  const heldBySome: HeldBySome[] = [];
  return {
    on(difference: Difference): void {
      const { offset, held } = difference;
      const holders = held.flatMap((record, i) => (record === null ? [] : [i]));
      if (holders.length < held.length) extend(heldBySome, offset, holders);
      if (isConflict(held)) {
        conflicts++;
        firstConflict ??= { offset, held: held.map(kept) };
      }
    },
    end: (): Comparison => ({ conflicts, firstConflict, heldBySome }),
  };
}

/** A record's bytes are the reader's, who reads on. */
function kept(record: ComparedRecord | null): ComparedRecord | null {
  if (record === null) return null;
  const { key, value } = record;
  return { ...record, key: key && Buffer.from(key), value: value && Buffer.from(value) };
}

function extend(ranges: HeldBySome[], offset: number, holders: readonly number[]): void {
  const last = ranges.at(-1);
  if (last && last.offsets[1] === offset - 1 && last.holders.join() === holders.join()) {
    ranges[ranges.length - 1] = {
      offsets: [last.offsets[0], offset],
      records: last.records + 1,
      holders: last.holders,
    };
  } else ranges.push({ offsets: [offset, offset], records: 1, holders });
}

function isConflict(held: Difference['held']): boolean {
  const there = held.filter((record) => record !== null);
  const first = there[0];
  return first !== undefined && there.some((record) => !isSame(record, first));
}

function isSame(a: ComparedRecord, b: ComparedRecord): boolean {
  if (a.isControl !== b.isControl || a.unopened !== b.unopened) return false;
  return isSameBytes(a.key, b.key) && isSameBytes(a.value, b.value);
}

function isSameBytes(a: Buffer | null, b: Buffer | null): boolean {
  return a === null || b === null ? a === b : a.equals(b);
}

/** The records of a batch, or one stand-in for each that cannot be read. */
export function comparedRecords(batch: Batch): readonly ComparedRecord[] {
  const { isControl, baseOffset, recordCount, crc } = batch;
  const records = batch.records();
  if (records) {
    return records.map(({ offset, key, value }) => ({ offset, key, value, isControl, unopened: null }));
  }
  return Array.from({ length: recordCount }, (_, i) => ({
    offset: baseOffset + i,
    key: null,
    value: null,
    isControl,
    unopened: crc,
  }));
}
