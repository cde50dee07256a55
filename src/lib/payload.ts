/**
 * What goes over the wire for a value that shall have a size: the value, a blank, and dots up to that size. The history
 * keeps the value alone, which is what tells records apart.
 */
export function paddedTo(value: string, bytes: number): string {
  const missing = bytes - Buffer.byteLength(value);
  return missing < 1 ? value : `${value} ${'.'.repeat(missing - 1)}`;
}

const padded = /^(\d+\/\d+) \.*$/;

/** The value in what a broker gave back; text that nobody padded is left as it is. */
export function withoutPadding(text: string): string {
  return padded.exec(text)?.[1] ?? text;
}
