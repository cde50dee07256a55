import { compressFrameSync, decompressFrameSync } from 'lz4-napi';
import type { Packing } from './codec.ts';
import { xxh32 } from './xxh32.ts';

const magic = 0x184d2204;
const magicBytes = 4;
const contentSizeFlag = 0b1000;

/** The LZ4 frame format, as Kafka's Lz4BlockOutputStream writes it. */
export const lz4: Packing = {
  pack: (bytes) => compressFrameSync(bytes),
  unpack(bytes) {
    // The library takes bytes that are no frame for an empty one.
    if (bytes.length < 7 || bytes.readUInt32LE(0) !== magic) throw new RangeError('no LZ4 frame');
    return decompressFrameSync(withRightHeaderChecksum(bytes));
  },
};

/** Kafka's message format v0 puts the magic under the frame header's checksum, too, which no library takes (KIP-57). */
function withRightHeaderChecksum(bytes: Buffer): Buffer {
  const flags = bytes.readUInt8(magicBytes);
  const end = magicBytes + 2 + (flags & contentSizeFlag ? 8 : 0);
  if (bytes[end] !== checksumByte(bytes.subarray(0, end))) return bytes;
  const right = Buffer.from(bytes);
  right[end] = checksumByte(bytes.subarray(magicBytes, end));
  return right;
}

function checksumByte(bytes: Buffer): number {
  return (xxh32(bytes) >>> 8) & 0xff;
}
