/** A text by the beginning that it shares with others: most values and keys are one of few beginnings and a number. */
export interface TextParts {
  /** The number of the beginning in the list of them; -1 when the text is not such a one. */
  beginning: number;
  number: number;
  /** The whole text when it has no beginning; else of no meaning. */
  text: string;
}

/** Room for the parts of one text after the other: there are millions of them. */
export const noParts = (): TextParts => ({ beginning: -1, number: 0, text: '' });

/** Two texts are the same exactly when their parts are. */
export function isSameText(one: TextParts, other: TextParts): boolean {
  if (one.beginning !== other.beginning) return false;
  return one.beginning === -1 ? one.text === other.text : one.number === other.number;
}

const beginningsMax = 4096;
const beginningLengthMax = 200;
// Those that are compared one by one before a table is asked.
const comparedMax = 8;
// More digits may be no safe integer.
const digitsMax = 15;

/** Splits texts into a beginning and the number that follows it. The split is reversible: leading zeros belong to the beginning. */
export function startTextParts() {
  const beginnings: string[] = [];
  const numbers = new Map<string, number>();

  function numberOf(beginning: string): number {
    const known = numbers.get(beginning);
    if (known !== undefined) return known;
    if (beginnings.length === beginningsMax) return -1;
    // A slice keeps the whole text that it was cut from, here a line of the file, in memory.
    const own = JSON.parse(JSON.stringify(beginning)) as string;
    numbers.set(own, beginnings.length);
    return beginnings.push(own) - 1;
  }

  function isOfText(beginning: number, text: string, length: number): boolean {
    const known = beginnings[beginning];
    return known !== undefined && known.length === length && text.startsWith(known);
  }

  function isOfBytes(beginning: number, bytes: Uint8Array, from: number, to: number): boolean {
    const known = beginnings[beginning];
    if (known === undefined || known.length !== to - from) return false;
    for (let i = 0; i < known.length; i++) if (known.charCodeAt(i) !== bytes[from + i]) return false;
    return true;
  }

  function beginningOfBytes(latest: number, bytes: Buffer, from: number, to: number): number {
    if (isOfBytes(latest, bytes, from, to)) return latest;
    if (to - from > beginningLengthMax) return -1;
    const compared = Math.min(beginnings.length, comparedMax);
    for (let i = 0; i < compared; i++) if (isOfBytes(i, bytes, from, to)) return i;
    return numberOf(bytes.toString('latin1', from, to));
  }

  function beginningOfText(latest: number, text: string, length: number): number {
    if (isOfText(latest, text, length)) return latest;
    return length > beginningLengthMax ? -1 : numberOf(text.slice(0, length));
  }

  return {
    /** The parts that were there before are the first guess. Answers with them, filled anew. */
    split(text: string, parts: TextParts): TextParts {
      let at = text.length;
      while (at > 0 && text.length - at < digitsMax && isDigit(text.charCodeAt(at - 1))) at -= 1;
      while (at < text.length - 1 && text.charCodeAt(at) === zero) at += 1;
      parts.beginning = at < text.length ? beginningOfText(parts.beginning, text, at) : -1;
      parts.number = 0;
      for (let i = at; i < text.length; i++) parts.number = parts.number * 10 + text.charCodeAt(i) - zero;
      if (parts.beginning === -1) parts.text = text;
      return parts;
    },
    /** The same for a text in plain ASCII, from one place of these bytes to another. */
    splitBytes(bytes: Buffer, { from, to }: { from: number; to: number }, parts: TextParts): TextParts {
      let at = to;
      while (at > from && to - at < digitsMax && isDigit(bytes[at - 1] as number)) at -= 1;
      while (at < to - 1 && bytes[at] === zero) at += 1;
      parts.beginning = at < to ? beginningOfBytes(parts.beginning, bytes, from, at) : -1;
      let number = 0;
      for (let i = at; i < to; i++) number = number * 10 + (bytes[i] as number) - zero;
      parts.number = number;
      if (parts.beginning === -1) parts.text = bytes.toString('latin1', from, to);
      return parts;
    },
    join: (beginning: number, number: number): string => `${beginnings[beginning]}${number}`,
    textOf({ beginning, number, text }: TextParts): string {
      return beginning === -1 ? text : `${beginnings[beginning]}${number}`;
    },
  };
}

export type Texts = ReturnType<typeof startTextParts>;

const zero = 48;

function isDigit(code: number): boolean {
  return code >= zero && code < zero + 10;
}
