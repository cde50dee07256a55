import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const newline = 0x0a;

/** Follows one start's output file. Reads only when asked, so it needs no timer and misses nothing. */
export class OutputTail {
  readonly #file: string;
  readonly #lines: string[] = [];
  #position = 0;
  #rest: Buffer = Buffer.alloc(0);

  constructor(file: string) {
    this.#file = file;
  }

  /** All whole lines so far. */
  lines(): readonly string[] {
    const added = Buffer.concat([this.#rest, this.#readNew()]);
    const end = added.lastIndexOf(newline) + 1;
    this.#rest = added.subarray(end);
    if (end > 0) for (const line of added.toString('utf8', 0, end - 1).split('\n')) this.#lines.push(line);
    return this.#lines;
  }

  #readNew(): Buffer {
    const file = openOrNull(this.#file);
    if (file === null) return Buffer.alloc(0);
    try {
      const chunk = Buffer.alloc(Math.max(0, fstatSync(file).size - this.#position));
      const bytes = readSync(file, chunk, 0, chunk.length, this.#position);
      this.#position += bytes;
      return chunk.subarray(0, bytes);
    } finally {
      closeSync(file);
    }
  }
}

function openOrNull(file: string): number | null {
  try {
    return openSync(file, 'r');
  } catch {
    return null;
  }
}
