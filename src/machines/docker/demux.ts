import { ByteReader } from '../shell/byte-reader.ts';

const headerBytes = 8;

/**
 * Takes the frames off the engine's attach stream (one byte stream number, three unused, four bytes length) and gives
 * their payloads, standard output and standard error as one: our shells redirect the latter.
 */
export async function* demux(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const reader = new ByteReader(chunks);
  for (let left = 0; ; ) {
    const piece = left > 0 ? await reader.some(left) : await reader.bytes(headerBytes);
    if (piece === null) return;
    if (left === 0) left = piece.readUInt32BE(4);
    else {
      left -= piece.length;
      yield piece;
    }
  }
}
