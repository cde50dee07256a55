import { crc32c } from '@node-rs/crc32';
import { withoutPadding } from '../../lib/payload.ts';

/** An entry as a bookie keeps it, and what it says of the log. */
export interface Entry {
  readonly ledger: number;
  readonly entry: number;
  /** Its place in the log, and its value. */
  readonly position: number;
  readonly value: string;
}

// DigestManager.java of BookKeeper 4.17: ledger, entry, last add confirmed and length, 8 bytes each, then the digest
// (CRC32C: 4 bytes, over those 32 and the data), then what the client gave: here a position and a value.
const digestAt = 32;
const dataAt = digestAt + 4;
const positionBytes = 8;
export const entryBytesMin = dataAt + positionBytes;

/** Reads an entry as it lies in journals and entry logs alike; null when its checksum is wrong. */
export function readEntry(bytes: Buffer): Entry | null {
  const data = bytes.subarray(dataAt);
  if (crc32c(data, crc32c(bytes.subarray(0, digestAt))) !== bytes.readUInt32BE(digestAt)) return null;
  return {
    ledger: Number(bytes.readBigInt64BE(0)),
    entry: Number(bytes.readBigInt64BE(8)),
    position: Number(data.readBigInt64BE(0)),
    value: withoutPadding(data.toString('utf8', positionBytes)),
  };
}

/** What one file of a bookie holds up to where it ends. */
export interface EntryFile {
  readonly entries: readonly Entry[];
  readonly bytes: number;
  /** Bytes behind the last whole record that are no zeros: a write that was cut off. */
  readonly torn: number;
  readonly badCrc: number;
}

/** Behind `at` up to the last byte that is not zero: files may be reserved ahead. */
export function tornAt(bytes: Buffer, at: number): number {
  let end = bytes.length;
  while (end > at && bytes[end - 1] === 0) end -= 1;
  return end - at;
}
