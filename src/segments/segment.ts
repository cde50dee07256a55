import {
  type Batch,
  crcHolds,
  currentMagic,
  headerBytes,
  headerBytesUpToMagic,
  implausible,
  parseBatch,
} from './batch.ts';
import { type ByteQueue, byteQueue } from './byte-queue.ts';
import { codecOf, type PackingCodec } from './codecs/codec.ts';
import { loadedPacking, loadPacking } from './codecs/load.ts';
import { legacyBytesMin, legacyCrcHolds, parseMessage } from './legacy.ts';
import { readTail, type SegmentTail, type Stop } from './tail.ts';

/** Batches in file order, as many at once as could be read without waiting, then one tail. They are good until the next item. */
export type SegmentItem = { readonly batches: readonly Batch[] } | { readonly tail: SegmentTail };

/** What the reader must have before it can tell what comes next. */
interface Lack {
  get(): Promise<unknown>;
}

// Kafka's own bound for a length that cannot be true: the smallest record of the oldest format.
const batchLengthMin = 14;
// A batch's length counts the bytes after its base offset and the length itself.
const uncountedBytes = 12;
// A broker refuses requests above `socket.request.max.bytes`, 100 MiB by default, so no batch is larger
// unless somebody raised it; a length beyond ours is taken as damage instead of being read into memory.
const batchBytesMax = 256 * 1024 * 1024;

/**
 * Reads a segment as Kafka's recovery does, which stops at the first batch that is cut short or bad.
 * Holds one batch and one chunk at a time, so the size of the segment does not matter.
 */
export async function* readSegment(source: AsyncIterable<Uint8Array>): AsyncGenerator<SegmentItem, void> {
  const queue = byteQueue(source);
  try {
    for (let position = 0; ; ) {
      const batches: Batch[] = [];
      let next = lookAt(queue, position);
      for (; 'records' in next; next = lookAt(queue, position)) {
        batches.push(next);
        position += next.bytes;
      }
      // A wait for each batch would take longer than reading it, so those at hand go together.
      if (batches.length > 0) yield { batches };
      if ('get' in next) await next.get();
      else {
        yield { tail: await readTail({ queue, validBytes: position, stop: next, nextBatch }) };
        return;
      }
    }
  } finally {
    await queue.close();
  }
}

async function nextBatch(queue: ByteQueue, position: number): Promise<Batch | Stop> {
  for (;;) {
    const next = lookAt(queue, position);
    if (!('get' in next)) return next;
    await next.get();
  }
}

/** Takes the next batch off the queue, or tells why there is none and takes nothing. Rules in Kafka's order. */
function lookAt(queue: ByteQueue, position: number): Batch | Stop | Lack {
  if (queue.size <= headerBytesUpToMagic) {
    if (!queue.isEnded) return { get: () => queue.fill(headerBytesUpToMagic + 1) };
    if (queue.size === 0) return { reason: 'end', detail: 'the segment ends after a whole batch', bytes: 0 };
    return stop('torn', position, `has ${queue.size} B of its ${headerBytes} B header`);
  }
  const bytes = uncountedBytes + queue.peekInt32(8);
  const magic = queue.peekInt8(16);
  if (bytes < uncountedBytes + batchLengthMin || bytes > batchBytesMax) return noBatch(position, bytes);
  if (queue.size < bytes) {
    if (!queue.isEnded) return { get: () => queue.fill(bytes) };
    return stop('torn', position, `has ${queue.size} B of its ${bytes} B`);
  }
  if (magic < 0) return stop('bad-magic', position, `has format version ${magic}`);
  if (bytes < (magic < currentMagic ? legacyBytesMin(magic) : headerBytes)) return noBatch(position, bytes);
  return wholeBatch(queue, position, { bytes, magic });
}

function wholeBatch(
  queue: ByteQueue,
  position: number,
  { bytes, magic }: { readonly bytes: number; readonly magic: number },
): Batch | Stop | Lack {
  const raw = queue.peek(bytes);
  const isLegacy = magic < currentMagic;
  if (!(isLegacy ? legacyCrcHolds(raw) : crcHolds(raw))) {
    return stop('bad-crc', position, `(base offset ${raw.readBigInt64BE(0)}) fails its CRC`, bytes);
  }
  const lack = lackingCodec(isLegacy ? raw.readInt8(17) : raw.readInt16BE(21));
  if (lack) return { get: () => loadPacking(lack) };
  const batch = isLegacy ? parseMessage(raw, position) : parseBatch(raw, position);
  const problem = implausible(batch);
  if (problem !== null) return stop('bad-header', position, `claims ${problem}`);
  queue.skip(bytes);
  return batch;
}

function lackingCodec(attributes: number): PackingCodec | null {
  const codec = codecOf(attributes);
  return codec === 'none' || codec === 'unknown' || loadedPacking(codec) ? null : codec;
}

function noBatch(position: number, bytes: number): Stop {
  return stop('bad-length', position, `says it is ${bytes} B long, which no batch is`);
}

function stop(reason: Stop['reason'], position: number, what: string, bytes = 0): Stop {
  return { reason, detail: `the batch at byte ${position} ${what}`, bytes };
}
