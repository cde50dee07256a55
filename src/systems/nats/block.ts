import { createHash } from 'node:crypto';
import { HighwayHash } from 'highwayhasher';

/** A record of a message block: of a stream a message, of a Raft group's log an entry. */
export interface BlockRecord {
  readonly sequence: number;
  /** It stands for a message that was removed. */
  readonly isRemoval: boolean;
  readonly body: Buffer;
}

/** One file of `msgs/` up to its first torn or changed record, where recovery would cut it. */
export interface Block {
  readonly records: readonly BlockRecord[];
  readonly bytes: number;
  readonly torn: number;
  readonly badCrc: number;
}

// server/filestore.go of nats-server 2.12 (`writeMsgRecordLocked`, `rebuildStateFromBufLocked`), all little endian:
// length 4 (its highest bit: with headers), sequence 8 (the two highest bits: erased, tombstone), time 8, length of the
// subject 2, subject, [length of the headers 4, headers,] message, checksum 8.
const headBytes = 22;
const sumBytes = 8;
const lengthMax = 32 * 1024 * 1024;
const removalBits = 0xc0000000;

/** Hashes as a store does: HighwayHash-64 with a key that is made of the store's name and the block's number. */
export async function checksumOf(store: string, block: number): Promise<(data: Buffer) => Buffer> {
  const { hash64 } = await HighwayHash.loadModule();
  const key = createHash('sha256').update(`${store}-${block}`).digest();
  return (data) => Buffer.from(hash64(key, data));
}

/** Reads a message block; `checksum` is that of its store and number. */
export function readBlock(bytes: Buffer, checksum: (data: Buffer) => Buffer): Block {
  const records: BlockRecord[] = [];
  let at = 0;
  const ended = (badCrc: number): Block => ({ records, bytes: at, torn: bytes.length - at, badCrc });
  while (at < bytes.length) {
    if (at + headBytes > bytes.length) return ended(0);
    const word = bytes.readUInt32LE(at);
    const length = word & 0x7fffffff;
    const subject = bytes.readUInt16LE(at + 20);
    const room = length - headBytes - sumBytes - subject;
    if (room < 0 || length > lengthMax || at + length > bytes.length) return ended(0);
    const content = bytes.subarray(at + headBytes, at + length - sumBytes);
    const hasHeaders = word >= 0x80000000;
    const behind = content.subarray(subject + (hasHeaders ? 4 : 0));
    const sum = bytes.subarray(at + length - sumBytes, at + length);
    const summed = Buffer.concat([bytes.subarray(at + 4, at + 20), content.subarray(0, subject), behind]);
    if (!checksum(summed).equals(sum)) return ended(1);
    const high = bytes.readUInt32LE(at + 8);
    records.push({
      sequence: (high & ~removalBits) * 2 ** 32 + bytes.readUInt32LE(at + 4),
      isRemoval: (high & removalBits) !== 0,
      body: hasHeaders ? behind.subarray(content.readUInt32LE(subject)) : behind,
    });
    at += length;
  }
  return ended(0);
}
