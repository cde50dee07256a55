import { compress, decompress, init } from '@bokuweb/zstd-wasm';
import { type Packing, unpackedBytesMax } from './codec.ts';

// ZSTD_error_dstSize_tooSmall of zstd_errors.h, as the library tells it.
const tooSmall = 'code -70';
const firstGuessMin = 1024 * 1024;
const firstGuessRatio = 8;

/** Zstandard; its WebAssembly is compiled once. */
export async function openZstd(): Promise<Packing> {
  await init();
  return { pack: (bytes) => view(compress(bytes)), unpack };
}

/** Kafka's frames do not tell their size, and the library wants to know it: the guess grows until it is enough. */
function unpack(bytes: Buffer): Buffer {
  for (let guess = Math.max(firstGuessMin, bytes.length * firstGuessRatio); ; guess *= 4) {
    try {
      return view(decompress(bytes, { defaultHeapSize: Math.min(guess, unpackedBytesMax) }));
    } catch (error) {
      if (guess >= unpackedBytesMax || !String(error).includes(tooSmall)) throw error;
    }
  }
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
