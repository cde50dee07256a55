import type { Numbers } from './column.ts';

/** Finds texts that came in rising order, by halving: as one producer makes them, they need no index. */
export interface RisingTexts {
  /** The text's number, or -1. */
  find(beginning: number, number: number): number;
  /** Takes the next text; false when it is out of order, and from then on an index is needed. */
  add(beginning: number, number: number): boolean;
}

/** The texts of each beginning must lie together, with rising numbers. `numbers` are those of the texts so far. */
export function startRisingTexts(numbers: Numbers): RisingTexts {
  const firstOf: number[] = [];
  const endOf: number[] = [];
  let count = 0;
  let latest = -1;
  let highest = -1;
  return {
    find(beginning, number) {
      let low = firstOf[beginning] ?? count;
      let high = endOf[beginning] ?? count;
      if (beginning === latest && number > highest) return -1;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (numbers.get(middle) < number) low = middle + 1;
        else high = middle;
      }
      return low < (endOf[beginning] ?? 0) && numbers.get(low) === number ? low : -1;
    },
    add(beginning, number) {
      const isNew = firstOf[beginning] === undefined;
      if (beginning === -1 || (!isNew && (beginning !== latest || number <= highest))) return false;
      if (isNew) firstOf[beginning] = count;
      count += 1;
      endOf[beginning] = count;
      latest = beginning;
      highest = number;
      return true;
    },
  };
}
