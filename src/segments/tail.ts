import type { Batch } from './batch.ts';
import type { ByteQueue } from './byte-queue.ts';

/** Why the reader stopped: `end` is clean, `torn` is cut short, the others are bytes that are no batch. */
export type StopReason = 'end' | 'torn' | 'bad-length' | 'bad-magic' | 'bad-crc' | 'bad-header';

/** The end of the readable part; `bytes` is the size of a whole batch that fails its checksum, else 0. */
export interface Stop {
  readonly reason: StopReason;
  readonly detail: string;
  readonly bytes: number;
}

/** What follows the last good batch of a segment. Recovery would cut it off. */
export interface SegmentTail {
  readonly reason: StopReason;
  /** In words, with the position: `the batch at byte 702 has 68 B of its 78 B`. */
  readonly detail: string;
  readonly validBytes: number;
  /** All bytes after the last good batch. */
  readonly tornBytes: number;
  /** The torn bytes are zeros: a preallocated segment, or blocks that a power cut left unwritten. */
  readonly isZeros: boolean;
  /** Batches that fail their CRC, here and behind. */
  readonly badCrc: number;
  /** Good batches behind a bad one: recovery would cut them off too. */
  readonly batchesBehind: number;
}

/** Bytes are there but wrong, as opposed to missing: no crash of a process alone does that. */
export function isDamaged({ reason, isZeros }: SegmentTail): boolean {
  return reason !== 'end' && reason !== 'torn' && !isZeros;
}

/** Reads the rest of a segment from where the reader stopped. */
export async function readTail(options: {
  readonly queue: ByteQueue;
  readonly validBytes: number;
  readonly stop: Stop;
  readonly nextBatch: (queue: ByteQueue, position: number) => Promise<Batch | Stop>;
}): Promise<SegmentTail> {
  const { queue, validBytes, stop } = options;
  const behind = await countBehind(options);
  const rest = await drain(queue);
  const tornBytes = behind.bytes + rest.bytes;
  return {
    reason: stop.reason,
    detail: stop.detail,
    validBytes,
    tornBytes,
    isZeros: tornBytes > 0 && behind.bytes === 0 && rest.isZeros,
    badCrc: behind.badCrc,
    batchesBehind: behind.batches,
  };
}

/** A failed checksum leaves the lengths readable, so the batches behind it can still be counted. */
async function countBehind(options: Parameters<typeof readTail>[0]) {
  const { queue, validBytes, nextBatch } = options;
  const behind = { bytes: 0, badCrc: 0, batches: 0 };
  for (let next: Batch | Stop = options.stop; ; next = await nextBatch(queue, validBytes + behind.bytes)) {
    if (!('reason' in next)) behind.batches++;
    else if (next.reason === 'bad-crc') {
      behind.badCrc++;
      queue.skip(next.bytes);
    } else return behind;
    behind.bytes += next.bytes;
  }
}

const pieceBytes = 65_536;

async function drain(queue: ByteQueue): Promise<{ readonly bytes: number; readonly isZeros: boolean }> {
  const zeros = Buffer.alloc(pieceBytes);
  let bytes = 0;
  let isZeros = true;
  for (;;) {
    await queue.fill(pieceBytes);
    const size = Math.min(queue.size, pieceBytes);
    if (size === 0) return { bytes, isZeros };
    isZeros &&= queue.peek(size).equals(zeros.subarray(0, size));
    queue.skip(size);
    bytes += size;
  }
}
