/** Reads lines and counted bytes from a stream, then hands over the rest: answers first, a process's output later. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #buffered: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** A line without its end; null when the stream ends first. */
  async line(): Promise<string | null> {
    for (;;) {
      const end = this.#buffered.indexOf(0x0a);
      if (end >= 0) return String(this.#take(end + 1).subarray(0, end));
      if (!(await this.#more())) return null;
    }
  }

  /** Exactly so many bytes; null when the stream ends first. */
  async bytes(count: number): Promise<Buffer | null> {
    const parts: Buffer[] = [];
    for (let left = count; left > 0; ) {
      const part = await this.some(left);
      if (part === null) return null;
      parts.push(part);
      left -= part.length;
    }
    return Buffer.concat(parts);
  }

  /** What is there now, at most so many bytes; null when the stream has ended. */
  async some(countMax: number): Promise<Buffer | null> {
    while (this.#buffered.length === 0) if (!(await this.#more())) return null;
    return this.#take(Math.min(countMax, this.#buffered.length));
  }

  /** Everything that is still to come. */
  async *rest(): AsyncGenerator<Buffer> {
    do {
      if (this.#buffered.length > 0) yield this.#take(this.#buffered.length);
    } while (await this.#more());
  }

  #take(count: number): Buffer {
    const taken = this.#buffered.subarray(0, count);
    this.#buffered = this.#buffered.subarray(count);
    return taken;
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done) return false;
    this.#buffered = Buffer.concat([this.#buffered, next.value]);
    return true;
  }
}
