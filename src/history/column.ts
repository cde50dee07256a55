type Numbers = Float64Array | Int32Array | Uint8Array;

/** A typed array that grows: the facts keep a few bytes for an operation, never an object each. */
export interface Column<A extends Numbers> {
  readonly length: number;
  push(number: number): void;
  get(index: number): number;
  set(index: number, number: number): void;
  /** What was pushed, without a copy: take it when the last push is done. */
  done(): A;
}

/** Offsets and times: beyond 2^32, and NaN for "not known". */
export const floatColumn = () => column((length) => new Float64Array(length));

/** Indices of operations and values; -1 for "none". */
export const indexColumn = () => column((length) => new Int32Array(length));

/** Flags and small enumerations. */
export const byteColumn = () => column((length) => new Uint8Array(length));

const lengthAtFirst = 64;

function column<A extends Numbers>(make: (length: number) => A): Column<A> {
  let numbers = make(lengthAtFirst);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(number) {
      if (length === numbers.length) {
        const larger = make(length * 2);
        larger.set(numbers);
        numbers = larger;
      }
      numbers[length] = number;
      length += 1;
    },
    get: (index) => numbers[index] ?? Number.NaN,
    set: (index, number) => {
      numbers[index] = number;
    },
    done: () => numbers.subarray(0, length) as A,
  };
}
