import { type Batch, crcHolds, headerBytes, headerBytesUpToMagic, implausible, parseBatch } from './batch.ts';
import { type ByteQueue, byteQueue } from './byte-queue.ts';
import { readTail, type SegmentTail, type Stop } from './tail.ts';

/** Batches in file order, then one tail. */
export type SegmentItem = { readonly batch: Batch } | { readonly tail: SegmentTail };

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
    let position = 0;
    for (;;) {
      const next = await nextBatch(queue, position);
      if ('reason' in next) {
        yield { tail: await readTail({ queue, validBytes: position, stop: next, nextBatch }) };
        return;
      }
      yield { batch: next };
      position += next.bytes;
    }
  } finally {
    await queue.close();
  }
}

/** Takes the next batch off the queue, or tells why there is none and takes nothing. Rules in Kafka's order. */
async function nextBatch(queue: ByteQueue, position: number): Promise<Batch | Stop> {
  if (queue.size <= headerBytesUpToMagic) await queue.fill(headerBytesUpToMagic + 1);
  if (queue.size === 0) return { reason: 'end', detail: 'the segment ends after a whole batch', bytes: 0 };
  if (queue.size <= headerBytesUpToMagic) {
    return stop('torn', position, `has ${queue.size} B of its ${headerBytes} B header`);
  }
  const header = queue.peek(headerBytesUpToMagic);
  const length = header.readInt32BE(8);
  if (length < batchLengthMin)
    return stop('bad-length', position, `says it is ${length + uncountedBytes} B long, which no batch is`);
  return wholeBatch(queue, position, { bytes: uncountedBytes + length, magic: header.readInt8(16) });
}

async function wholeBatch(
  queue: ByteQueue,
  position: number,
  { bytes, magic }: { readonly bytes: number; readonly magic: number },
): Promise<Batch | Stop> {
  if (bytes > batchBytesMax)
    return stop('bad-length', position, `says it is ${bytes} B long, which no batch is`);
  if (queue.size < bytes) await queue.fill(bytes);
  if (queue.size < bytes) return stop('torn', position, `has ${queue.size} B of its ${bytes} B`);
  if (magic !== 2) return stop('bad-magic', position, `has format version ${magic}, not 2`);
  if (bytes < headerBytes)
    return stop('bad-length', position, `says it is ${bytes} B long, which no batch is`);
  const raw = queue.peek(bytes);
  const batch = parseBatch(raw, position);
  if (!crcHolds(raw)) {
    return stop('bad-crc', position, `(base offset ${batch.baseOffset}) fails its CRC`, bytes);
  }
  const problem = implausible(batch);
  if (problem !== null) return stop('bad-header', position, `claims ${problem}`);
  queue.skip(bytes);
  return batch;
}

function stop(reason: Stop['reason'], position: number, what: string, bytes = 0): Stop {
  return { reason, detail: `the batch at byte ${position} ${what}`, bytes };
}
