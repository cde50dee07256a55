import { compressSync, uncompressSync } from 'snappy';
import { type Packing, unpackedBytesMax } from './codec.ts';

// xerial's snappy-java, which Kafka uses: 8 bytes of magic, version and lowest compatible version, then blocks, each
// behind its length (SnappyCodec.java, SnappyOutputStream.java).
const magic = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0]);
const headerBytes = 16;
const version = 1;
const blockBytes = 32 * 1024;

/** Snappy in xerial's framing. librdkafka writes bare snappy instead, which Kafka's clients read, too. */
export const snappy: Packing = {
  pack: (bytes) => Buffer.concat([header(), ...blocksOf(bytes).flatMap(packBlock)]),
  unpack: (bytes) =>
    bytes.subarray(0, magic.length).equals(magic)
      ? Buffer.concat(packedBlocks(bytes).map(unpackBlock))
      : unpackBlock(bytes),
};

function header(): Buffer {
  const bytes = Buffer.alloc(headerBytes);
  magic.copy(bytes);
  bytes.writeInt32BE(version, 8);
  bytes.writeInt32BE(version, 12);
  return bytes;
}

function blocksOf(bytes: Buffer): readonly Buffer[] {
  const count = Math.ceil(bytes.length / blockBytes);
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * blockBytes, (i + 1) * blockBytes));
}

function packBlock(block: Buffer): readonly Buffer[] {
  const packed = compressSync(block);
  const length = Buffer.alloc(4);
  length.writeInt32BE(packed.length);
  return [length, packed];
}

function packedBlocks(bytes: Buffer): readonly Buffer[] {
  const blocks: Buffer[] = [];
  for (let at = headerBytes; at < bytes.length; ) {
    const end = at + 4 + bytes.readInt32BE(at);
    if (end < at + 4 || end > bytes.length) throw new RangeError(`a snappy block at byte ${at} has no end`);
    blocks.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return blocks;
}

function unpackBlock(block: Buffer): Buffer {
  const size = unpackedSize(block);
  if (size > unpackedBytesMax) throw new RangeError(`a snappy block of ${size} B`);
  return uncompressSync(block, { asBuffer: true }) as Buffer;
}

/** A snappy block begins with the size of what it holds, as an unsigned varint. */
function unpackedSize(block: Buffer): number {
  let size = 0;
  for (const [i, byte] of block.subarray(0, 5).entries()) {
    size += (byte & 0x7f) * 128 ** i;
    if (byte < 0x80) return size;
  }
  throw new RangeError('no snappy block');
}
