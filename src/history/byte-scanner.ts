/** Bytes that a line must hold as they are. */
export const literal = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

const [zero, nine, point, quote, backslash, space, lastPlain] = [0x30, 0x39, 0x2e, 0x22, 0x5c, 0x20, 0x7e];
// So many digits are always exact, as a whole number and divided by a power of ten.
const digitsMax = 15;
const powersOfTen = Array.from({ length: digitsMax + 1 }, (_, exponent) => 10 ** exponent);

/**
 * Reads a line piece by piece, as its writer is known to write it, without a text or an object for any piece. It takes only
 * what can be taken in one way; whatever else JSON allows (escapes, spaces, exponents) is refused, for others to read.
 */
export function startByteScanner() {
  let bytes: Uint8Array = new Uint8Array(0);
  let at = 0;
  let end = 0;
  let number = 0;
  const found = { from: 0, to: 0 };

  /** Digits without a leading zero; how many there are, 0 when there is no such number. */
  function digits(): number {
    const first = at;
    number = 0;
    while (at < end && at - first < digitsMax && isDigit(bytes[at] as number)) {
      number = number * 10 + (bytes[at] as number) - zero;
      at += 1;
    }
    return bytes[first] === zero && at - first > 1 ? 0 : at - first;
  }

  return {
    open(line: Uint8Array, from: number, to: number): void {
      bytes = line;
      at = from;
      end = to;
    },
    place(): number {
      return at;
    },
    isAtEnd(): boolean {
      return at === end;
    },
    /** Goes on behind these bytes, if they are next. */
    take(expected: Uint8Array): boolean {
      const { length } = expected;
      if (at + length > end) return false;
      for (let i = 0; i < length; i++) if (bytes[at + i] !== expected[i]) return false;
      at += length;
      return true;
    },
    /** A whole number of up to 15 digits; -1 when none is next. */
    whole(): number {
      return digits() === 0 ? -1 : number;
    },
    /** A number that is not negative, with decimals or without, of up to 15 digits in all; -1 when none is next. */
    decimal(): number {
      const before = digits();
      if (before === 0) return -1;
      if (bytes[at] !== point || at >= end) return number;
      const whole = number;
      at += 1;
      const first = at;
      let all = whole;
      while (at < end && at - first <= digitsMax && isDigit(bytes[at] as number)) {
        all = all * 10 + (bytes[at] as number) - zero;
        at += 1;
      }
      const decimals = at - first;
      if (decimals === 0 || before + decimals > digitsMax) return -1;
      return all / (powersOfTen[decimals] as number);
    },
    /** The rest of a text in plain ASCII and the quote that ends it; where it lies is in `found`. */
    text(): boolean {
      found.from = at;
      while (at < end) {
        const byte = bytes[at] as number;
        if (byte === quote) {
          found.to = at++;
          return true;
        }
        if (byte < space || byte > lastPlain || byte === backslash) return false;
        at += 1;
      }
      return false;
    },
    found: found as { readonly from: number; readonly to: number },
  };
}

export type ByteScanner = ReturnType<typeof startByteScanner>;

function isDigit(byte: number): boolean {
  return byte >= zero && byte <= nine;
}
