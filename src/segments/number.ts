/** An i64 as a number: what lies beyond 2^53 loses precision, and the reader refuses such offsets. */
export function readNumber(raw: Buffer, at: number): number {
  return raw.readInt32BE(at) * 2 ** 32 + raw.readUInt32BE(at + 4);
}
