/** Bytes of a stream, looked at in the sizes that a reader wants, whatever the size of its chunks. */
export interface ByteQueue {
  /** Bytes held now. */
  readonly size: number;
  /** Reads on until `bytes` are held or the stream ends. Memory grows with what really comes, not with what was asked. */
  fill(bytes: number): Promise<void>;
  /** The first bytes, without taking them; they must be held. */
  peek(bytes: number): Buffer;
  skip(bytes: number): void;
  /** Lets the stream go, read to its end or not. */
  close(): Promise<void>;
}

/** Queues a stream's chunks; the stream must not reuse their memory. */
export function byteQueue(source: AsyncIterable<Uint8Array>): ByteQueue {
  const iterator = source[Symbol.asyncIterator]();
  let chunks: Buffer[] = [];
  let size = 0;
  let ended = false;

  async function fill(bytes: number): Promise<void> {
    while (size < bytes && !ended) {
      const next = await iterator.next();
      if (next.done) ended = true;
      else add(next.value);
    }
  }

  function add(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    chunks.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    size += chunk.length;
  }

  function peek(bytes: number): Buffer {
    if (bytes > size) throw new RangeError(`${bytes} bytes wanted, ${size} are held`);
    const first = chunks[0] ?? Buffer.alloc(0);
    if (first.length >= bytes) return first.subarray(0, bytes);
    const joined = Buffer.concat(chunks);
    chunks = [joined];
    return joined.subarray(0, bytes);
  }

  function skip(bytes: number): void {
    peek(bytes);
    const rest = chunks[0]?.subarray(bytes);
    if (rest?.length) chunks[0] = rest;
    else chunks.shift();
    size -= bytes;
  }

  return {
    get size() {
      return size;
    },
    fill,
    peek,
    skip,
    async close() {
      if (!ended) await iterator.return?.();
    },
  };
}
