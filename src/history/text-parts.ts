/** Texts by the beginnings that they share: most values and keys are one of few beginnings and a number. */
export interface TextParts {
  /** The number of the beginning in the list of them; -1 when the text is not such a one. */
  beginning: number;
  number: number;
}

const beginningsMax = 4096;
const beginningLengthMax = 200;
// More digits may be no safe integer.
const digitsMax = 15;

/**
 * Splits texts into a beginning and the number that follows it. The split is reversible: leading zeros belong to the
 * beginning. So two texts are the same exactly when their parts are.
 */
export function startTextParts() {
  const beginnings: string[] = [];
  const numbers = new Map<string, number>();
  const parts: TextParts = { beginning: -1, number: 0 };
  let latest = -1;

  function beginningOf(text: string, length: number): number {
    const last = beginnings[latest];
    if (last !== undefined && last.length === length && text.startsWith(last)) return latest;
    if (length > beginningLengthMax) return -1;
    const beginning = text.slice(0, length);
    latest = numbers.get(beginning) ?? add(beginning);
    return latest;
  }

  function add(beginning: string): number {
    if (beginnings.length === beginningsMax) return -1;
    // A slice keeps the whole text that it was cut from, here a chunk of the file, in memory.
    const own = JSON.parse(JSON.stringify(beginning)) as string;
    numbers.set(own, beginnings.length);
    return beginnings.push(own) - 1;
  }

  return {
    /** The answer is valid until the next call: this runs for each of millions of records. */
    split(text: string): TextParts {
      const from = numberAt(text);
      parts.beginning = from < text.length ? beginningOf(text, from) : -1;
      parts.number = parts.beginning === -1 ? 0 : numberFrom(text, from);
      return parts;
    },
    join: (beginning: number, number: number): string => `${beginnings[beginning]}${number}`,
  };
}

/** Where the number at the end begins; the length of the text when there is none. */
function numberAt(text: string): number {
  let at = text.length;
  while (at > 0 && text.length - at < digitsMax && isDigit(text.charCodeAt(at - 1))) at -= 1;
  while (at < text.length - 1 && text.charCodeAt(at) === zero) at += 1;
  return at;
}

const zero = 48;

function isDigit(code: number): boolean {
  return code >= zero && code < zero + 10;
}

function numberFrom(text: string, from: number): number {
  let number = 0;
  for (let at = from; at < text.length; at++) number = number * 10 + text.charCodeAt(at) - zero;
  return number;
}
