/** Bytes of a stream, looked at in the sizes that a reader wants, whatever the size of its chunks. */
export interface ByteQueue {
  /** Bytes held now. */
  readonly size: number;
  /** The stream has no more: what is held is all. */
  readonly isEnded: boolean;
  /** Reads on until `bytes` are held or the stream ends. Memory grows with what really comes, not with what was asked. */
  fill(bytes: number): Promise<void>;
  /** The first bytes, without taking them; they must be held. */
  peek(bytes: number): Buffer;
  /** The number at `offset` of the first bytes, without a view on them: those take longer than the numbers. */
  peekInt8(offset: number): number;
  peekInt32(offset: number): number;
  skip(bytes: number): void;
  /** Lets the stream go, read to its end or not. */
  close(): Promise<void>;
}

const nothing = Buffer.alloc(0);

/** Queues a stream's chunks; the stream may reuse a chunk's memory once it is asked for the next. */
export function byteQueue(source: AsyncIterable<Uint8Array>): ByteQueue {
  const iterator = source[Symbol.asyncIterator]();
  let first: Buffer = nothing;
  // Where the first chunk's bytes that are still wanted begin.
  let at = 0;
  let later: Buffer[] = [];
  let size = 0;
  let isEnded = false;

  async function fill(bytes: number): Promise<void> {
    while (size < bytes && !isEnded) {
      if (size > 0) keepNewest();
      const next = await iterator.next();
      if (next.done) isEnded = true;
      else add(next.value);
    }
  }

  /** Only the newest chunk is still the stream's. */
  function keepNewest(): void {
    const newest = later.pop();
    if (newest) later.push(Buffer.from(newest));
    else [first, at] = [Buffer.from(first.subarray(at)), 0];
  }

  function add(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (size === 0) [first, at] = [bytes, 0];
    else later.push(bytes);
    size += bytes.length;
  }

  function peek(bytes: number): Buffer {
    hold(bytes);
    return first.subarray(at, at + bytes);
  }

  function hold(bytes: number): void {
    if (bytes > size) throw new RangeError(`${bytes} bytes wanted, ${size} are held`);
    if (first.length - at < bytes) join(bytes);
  }

  /** Only what is asked for is copied, so that a batch across two chunks does not cost a whole chunk. */
  function join(bytes: number): void {
    const parts = [first.subarray(at)];
    let held = parts[0]?.length ?? 0;
    let used = 0;
    for (; held < bytes; used++) {
      const part = later[used] ?? nothing;
      parts.push(part.subarray(0, bytes - held));
      held += part.length;
    }
    const rest = held > bytes ? [later[used - 1]?.subarray(-(held - bytes)) ?? nothing] : [];
    later = [...rest, ...later.slice(used)];
    [first, at] = [Buffer.concat(parts), 0];
  }

  function skip(bytes: number): void {
    hold(bytes);
    at += bytes;
    size -= bytes;
    if (at === first.length) [first, at] = [later.shift() ?? nothing, 0];
  }

  return {
    get size() {
      return size;
    },
    get isEnded() {
      return isEnded;
    },
    fill,
    peek,
    peekInt8(offset) {
      hold(offset + 1);
      return first.readInt8(at + offset);
    },
    peekInt32(offset) {
      hold(offset + 4);
      return first.readInt32BE(at + offset);
    },
    skip,
    async close() {
      if (!isEnded) await iterator.return?.();
    },
  };
}
