/** A place in bytes that moves on as values are read. Reads past the end throw, so a lying length never passes. */
export interface Cursor {
  readonly bytes: Buffer;
  at: number;
}

const varintBytesMax = 10;

/** The next zigzag varint or varlong of a record. Exact up to 2^53, which no length, delta or timestamp exceeds. */
export function readVarint(cursor: Cursor): number {
  let value = 0;
  let scale = 1;
  for (let read = 0; read < varintBytesMax; read++) {
    const byte = readByte(cursor);
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    scale *= 128;
  }
  throw new RangeError('a varint of more than 10 bytes');
}

/** The next byte, 0 to 255. */
export function readByte(cursor: Cursor): number {
  const byte = cursor.bytes[cursor.at];
  if (byte === undefined) throw new RangeError('bytes end within a value');
  cursor.at++;
  return byte;
}

/** A length and that many bytes, without copying them; length -1 means null. */
export function readSized(cursor: Cursor): Buffer | null {
  const length = readVarint(cursor);
  if (length === -1) return null;
  const end = cursor.at + length;
  if (length < 0 || end > cursor.bytes.length) throw new RangeError(`a length of ${length} bytes`);
  const part = cursor.bytes.subarray(cursor.at, end);
  cursor.at = end;
  return part;
}
