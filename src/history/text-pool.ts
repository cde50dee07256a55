const chunkBytes = 2 ** 20;
const firstChunkBytes = 2 ** 12;
const headerBytes = 4;
const oneByteEach = /^[\0-\xff]*$/;

/** Texts as bytes, outside of the heap: as a string each would take three times the room. */
export interface TextPool {
  /** Answers with the text's place. */
  add(text: string): number;
  get(place: number): string;
}

/** Starts an empty pool. Not UTF-8: a JSON text may hold half a surrogate pair, which UTF-8 cannot. */
export function startTextPool(): TextPool {
  const chunks: Buffer[] = [];
  let used = 0;

  function reserve(bytes: number): Buffer {
    const latest = chunks.at(-1);
    if (latest && used + bytes <= latest.length) return latest;
    const next = Math.min(chunkBytes, firstChunkBytes * 2 ** chunks.length);
    const chunk = Buffer.allocUnsafeSlow(Math.max(next, bytes));
    chunks.push(chunk);
    used = 0;
    return chunk;
  }

  return {
    add(text) {
      const encoding = oneByteEach.test(text) ? 'latin1' : 'utf16le';
      const bytes = encoding === 'latin1' ? text.length : text.length * 2;
      const chunk = reserve(headerBytes + bytes);
      chunk.writeUInt32LE(text.length, used);
      // The highest bit of the length, which no string reaches, tells the encoding.
      if (encoding === 'utf16le') chunk[used + 3] = (chunk[used + 3] as number) | 0x80;
      chunk.write(text, used + headerBytes, encoding);
      const place = (chunks.length - 1) * chunkBytes + used;
      used += headerBytes + bytes;
      return place;
    },
    get(place) {
      const chunk = chunks[Math.floor(place / chunkBytes)] as Buffer;
      const at = place % chunkBytes;
      const header = chunk.readUInt32LE(at);
      const from = at + headerBytes;
      const length = header & 0x7fff_ffff;
      return header >>> 31 === 0
        ? chunk.toString('latin1', from, from + length)
        : chunk.toString('utf16le', from, from + length * 2);
    },
  };
}
