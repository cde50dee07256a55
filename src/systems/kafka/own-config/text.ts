/** A file's text, or why it is none that a broker could read. */
export type Decoded = { readonly text: string } | { readonly problem: string; readonly line: number };

const bytesMax = 8 * 1024 * 1024;

/** Decodes as java.util.Properties does, as Latin-1; a byte order mark is no part of the first key. */
export function decode(bytes: Uint8Array): Decoded {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length > bytesMax)
    return { line: 1, problem: 'more than 8 MiB is no configuration of a broker' };
  const mark = buffer.subarray(0, 3).toString('hex');
  if (/^(fffe|feff)/.test(mark)) return { line: 1, problem: 'this is UTF-16; save it as UTF-8 or Latin-1' };
  const text = buffer.subarray(mark === 'efbbbf' ? 3 : 0).toString('latin1');
  const nul = text.indexOf('\0');
  if (nul >= 0) return { line: lineFinder(text)(nul), problem: 'NUL bytes: this is a binary file, no text' };
  return { text };
}

/** Tells the line of an offset, counted from 1. To be asked in the order of the text: it never looks back. */
export function lineFinder(text: string): (offset: number) => number {
  let line = 1;
  let end = text.indexOf('\n');
  return (offset) => {
    for (; end !== -1 && end < offset; end = text.indexOf('\n', end + 1)) line += 1;
    return line;
  };
}
