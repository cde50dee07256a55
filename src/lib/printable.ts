// Controls (C0, DEL, C1), formats such as the bidirectional overrides, line separators, private and lone surrogates:
// each can move the cursor, colour the screen or show text in another order than it is.
const unprintable = /[\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;
const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text from outside, fit for a terminal: nothing in it acts, and two different texts stay different. */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => named[character] ?? escapeOf(character));
}

/** Likewise for what is read and never compared: a backslash stays as it is. */
export function printableProse(text: string): string {
  return text.replace(unprintable, (character) => (character === '\\' ? character : printable(character)));
}

/** Likewise for bytes: as text when they are UTF-8, else each byte beyond ASCII as `\xff`. */
export function printableBytes(bytes: Uint8Array): string {
  const text = utf8(bytes);
  if (text !== null) return printable(text);
  const latin = printable(Buffer.from(bytes).toString('latin1'));
  return latin.replace(/[^\x20-\x7e]/g, escapeOf);
}

/** The text of these bytes, or null when they are no UTF-8. */
export function utf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

function escapeOf(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length <= 2 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`;
}
