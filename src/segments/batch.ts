import { crc32c } from '@node-rs/crc32';
import { decodeRecords, type LogRecord } from './record.ts';

/** How the records of a batch are compressed; `unknown` for ids that Kafka has not given out. */
export type Codec = 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd' | 'unknown';

/** A whole record batch (v2) whose checksum holds. */
export interface Batch {
  /** Of its first byte within the segment. */
  readonly position: number;
  readonly bytes: number;
  readonly baseOffset: number;
  readonly lastOffset: number;
  readonly leaderEpoch: number;
  readonly crc: number;
  readonly codec: Codec;
  readonly isTransactional: boolean;
  /** Holds a transaction marker or a Raft message, no data. */
  readonly isControl: boolean;
  /** -1 when the producer is neither idempotent nor transactional. */
  readonly producerId: number;
  readonly recordCount: number;
  readonly maxTimestamp: number;
  /** Decoded anew at each call; null when compressed (never opened here) or not decodable. */
  records(): readonly LogRecord[] | null;
}

/** Fields that Kafka reads before it knows whether the whole batch is there. */
export const headerBytesUpToMagic = 17;
/** The whole header of a batch v2; no batch is shorter. */
export const headerBytes = 61;

const codecs: readonly Codec[] = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];
// Kafka's smallest record takes 7 bytes and no codec reaches 7000:1 on records with ascending offsets.
// Without a bound, a made-up header of 61 bytes could ask its reader to list 2^31 records.
const recordsPerByteMax = 1000;

/** Whether the checksum covers these bytes: from the attributes to the end, so neither offset nor epoch. */
export function crcHolds(raw: Buffer): boolean {
  return crc32c(raw.subarray(21)) === raw.readUInt32BE(17);
}

/** The batch in `raw`, which is exactly one batch long. */
export function parseBatch(raw: Buffer, position: number): Batch {
  const attributes = raw.readInt16BE(21);
  const baseOffset = readNumber(raw, 0);
  // One literal: with a spread of shared fields, 300,000 batches took 7.0 s instead of 1.9 s.
  return {
    position,
    bytes: raw.length,
    baseOffset,
    lastOffset: baseOffset + raw.readInt32BE(23),
    leaderEpoch: raw.readInt32BE(12),
    crc: raw.readUInt32BE(17),
    codec: codecs[attributes & 0b111] ?? 'unknown',
    isTransactional: (attributes & 0b1_0000) !== 0,
    isControl: (attributes & 0b10_0000) !== 0,
    producerId: readNumber(raw, 43),
    recordCount: raw.readInt32BE(57),
    maxTimestamp: readNumber(raw, 35),
    records: () => recordsOf(raw, attributes),
  };
}

function recordsOf(raw: Buffer, attributes: number): readonly LogRecord[] | null {
  if ((attributes & 0b111) !== 0) return null;
  const baseOffset = readNumber(raw, 0);
  return decodeRecords(raw.subarray(headerBytes), {
    baseOffset,
    lastOffset: baseOffset + raw.readInt32BE(23),
    recordCount: raw.readInt32BE(57),
    baseTimestamp: readNumber(raw, 27),
    appendTime: (attributes & 0b1000) === 0 ? null : readNumber(raw, 35),
  });
}

/** An i64 as a number: what lies beyond 2^53 loses precision, and `implausible` refuses such offsets. */
function readNumber(raw: Buffer, at: number): number {
  return raw.readInt32BE(at) * 2 ** 32 + raw.readUInt32BE(at + 4);
}

/** What is impossible about a batch's header although its checksum holds; null when all is plausible. */
export function implausible(batch: Batch): string | null {
  const { baseOffset, lastOffset, recordCount } = batch;
  if (baseOffset < 0 || !Number.isSafeInteger(lastOffset)) return `base offset ${baseOffset}`;
  if (lastOffset < baseOffset) return `last offset ${lastOffset} below base offset ${baseOffset}`;
  const recordCountMax = Math.min(lastOffset - baseOffset + 1, batch.bytes * recordsPerByteMax);
  if (recordCount < 0 || recordCount > recordCountMax) return `${recordCount} records`;
  return null;
}
