import { type Column, floatColumn, indexColumn, type Numbers } from './column.ts';
import type { Rows } from './rows.ts';

/**
 * The partition's log as clients saw it: offset -> set of values, by dense index (the holes that transaction markers
 * leave vanish). The values of index i are `members` from `start` of i to `start` of i + 1.
 */
export interface PartitionLog {
  readonly count: number;
  readonly offsets: Numbers;
  readonly start: Numbers;
  readonly members: Numbers;
  /** One value for each index: of several, the one observed latest in file order. */
  readonly rep: Numbers;
  /** By value: lowest and highest index whose set holds it, and the highest index that it represents; -1 when none. */
  readonly first: Numbers;
  readonly last: Numbers;
  readonly index: Numbers;
}

interface Pairs {
  readonly count: number;
  /** By value, the first pair; -1 when there is none. */
  readonly firstPair: Numbers;
  /** No value has two offsets. */
  readonly isOneEach: boolean;
  readonly offset: Numbers;
  readonly value: Numbers;
  /** The last row that showed the pair. */
  readonly row: Numbers;
}

/** Every poll counts, whatever its status: a consumer must never be handed wrong data. A send counts once it is proven. */
export function makePartitionLog(input: {
  readonly rows: Rows;
  readonly valueCount: number;
  readonly mustCommit: (op: number) => boolean;
}): PartitionLog {
  const pairs = collectPairs(input);
  if (pairs.isOneEach && isRising(pairs.offset)) return simpleLog(pairs);
  const pairAt = sortedOrder(pairs);
  const [offsets, start, members, rep] = [floatColumn(), indexColumn(), indexColumn(), indexColumn()];
  const [first, last, index] = [
    noneFor(input.valueCount),
    noneFor(input.valueCount),
    noneFor(input.valueCount),
  ];
  let latestRow = -1;
  for (let position = 0; position < pairs.count; position++) {
    const pair = pairAt(position);
    const offset = pairs.offset.get(pair);
    const value = pairs.value.get(pair);
    const row = pairs.row.get(pair);
    const isNext = offsets.length === 0 || offsets.get(offsets.length - 1) !== offset;
    if (isNext) {
      offsets.push(offset);
      start.push(position);
      rep.push(value);
      latestRow = row;
    } else if (row > latestRow) {
      rep.set(rep.length - 1, value);
      latestRow = row;
    }
    members.push(value);
    if (first.get(value) === -1) first.set(value, offsets.length - 1);
    last.set(value, offsets.length - 1);
  }
  start.push(pairs.count);
  for (let i = 0; i < rep.length; i++) index.set(rep.get(i), i);
  return { count: offsets.length, offsets, start, members, rep, first, last, index };
}

// As nearly every log is: then the pairs are the log.
function simpleLog({ count, offset, value, firstPair }: Pairs): PartitionLog {
  const byValue = { first: firstPair, last: firstPair, index: firstPair };
  return { count, offsets: offset, start: itself(count + 1), members: value, rep: value, ...byValue };
}

function itself(length: number): Numbers {
  return { length, get: (index) => (index >= 0 && index < length ? index : Number.NaN) };
}

function isRising(numbers: Numbers): boolean {
  let latest = -1;
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers.get(i);
    if (number <= latest) return false;
    latest = number;
  }
  return true;
}

function noneFor(count: number): Column {
  const column = indexColumn();
  for (let i = 0; i < count; i++) column.push(-1);
  return column;
}

// A record is sent and read at one offset nearly always, so the pair of each value is found by the value's number;
// only a second offset of the same value needs a map.
function collectPairs({ rows, valueCount, mustCommit }: Parameters<typeof makePartitionLog>[0]): Pairs {
  const pairs = { offset: floatColumn(), value: indexColumn(), row: indexColumn() };
  const firstPair = noneFor(valueCount);
  const others = new Map<number, Map<number, number>>();
  for (let row = 0; row < rows.count; row++) {
    const offset = rows.offset.get(row);
    const isProven = rows.isSend.get(row) === 0 || mustCommit(rows.op.get(row));
    if (!isProven || Number.isNaN(offset)) continue;
    const value = rows.value.get(row);
    const pair = findPair(value, offset);
    if (pair === undefined) addPair(value, offset, row);
    else pairs.row.set(pair, row);
  }
  return { count: pairs.offset.length, ...pairs, firstPair, isOneEach: others.size === 0 };

  function findPair(value: number, offset: number): number | undefined {
    const pair = firstPair.get(value);
    if (pair === -1) return undefined;
    return pairs.offset.get(pair) === offset ? pair : others.get(value)?.get(offset);
  }

  function addPair(value: number, offset: number, row: number): void {
    const pair = pairs.offset.length;
    pairs.offset.push(offset);
    pairs.value.push(value);
    pairs.row.push(row);
    if (firstPair.get(value) === -1) {
      firstPair.set(value, pair);
      return;
    }
    const more = others.get(value) ?? new Map<number, number>();
    others.set(value, more.set(offset, pair));
  }
}

/** Which pair is at each position of the log. */
function sortedOrder({ count, offset }: Pairs): (position: number) => number {
  let [low, high, isSorted] = [Infinity, -Infinity, true];
  for (let pair = 0; pair < count; pair++) {
    const at = offset.get(pair);
    if (at < high) isSorted = false;
    if (at > high) high = at;
    if (at < low) low = at;
  }
  if (isSorted) return (position) => position;
  return (high - low + 1) * count < Number.MAX_SAFE_INTEGER
    ? orderBySums(offset, count, low)
    : orderByComparing(offset, count);
}

// Offset and pair in one number: without a function to call, sorting takes a tenth of the time.
function orderBySums(offset: Numbers, count: number, low: number): (position: number) => number {
  const sums = new Float64Array(count).map((_, pair) => (offset.get(pair) - low) * count + pair).sort();
  return (position) => (sums[position] as number) % count;
}

function orderByComparing(offset: Numbers, count: number): (position: number) => number {
  const order = new Int32Array(count).map((_, pair) => pair);
  order.sort((a, b) => offset.get(a) - offset.get(b) || a - b);
  return (position) => order[position] as number;
}

/** The values at a dense index. */
export function valuesAt(log: PartitionLog, index: number): number[] {
  const from = log.start.get(index);
  return Array.from({ length: log.start.get(index + 1) - from }, (_, i) => log.members.get(from + i));
}
