import { createReadStream } from 'node:fs';

/** A line as its bytes, from one place to another; `isWhole` is false for a last line that no newline ends. */
interface Line {
  bytes: Buffer;
  from: number;
  to: number;
  isWhole: boolean;
}

const newline = 0x0a;
const chunkBytes = 1 << 17;

/**
 * Hands over each line of a file, as bytes: most of them never become a text. Not readline: it also splits at U+2028, which
 * JSON leaves as it is within a value. What is handed over is used again, so it is good for the time of the call alone.
 */
export async function eachLine(file: string, onLine: (line: Readonly<Line>) => void): Promise<void> {
  const line: Line = { bytes: Buffer.alloc(0), from: 0, to: 0, isWhole: true };
  let begun: Buffer[] = [];
  let isFirst = true;
  for await (const chunk of createReadStream(file, { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>) {
    line.from = isFirst ? markLength(chunk) : 0;
    isFirst = false;
    for (;;) {
      line.to = chunk.indexOf(newline, line.from);
      if (line.to === -1) break;
      const next = line.to + 1;
      line.bytes = chunk;
      if (begun.length > 0) {
        line.bytes = Buffer.concat([...begun, chunk.subarray(line.from, line.to)]);
        [line.from, line.to, begun] = [0, line.bytes.length, []];
      }
      onLine(line);
      line.from = next;
    }
    if (line.from < chunk.length) begun.push(chunk.subarray(line.from));
  }
  const bytes = Buffer.concat(begun);
  if (bytes.length > 0) onLine({ bytes, from: 0, to: bytes.length, isWhole: false });
}

const byteOrderMark = Buffer.from('\ufeff');

// A byte order mark belongs to the file, not to its first line.
function markLength(first: Buffer): number {
  return first.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? byteOrderMark.length : 0;
}
