import { floatColumn, indexColumn } from './column.ts';
import type { Rows } from './rows.ts';

/**
 * The partition's log as clients saw it: offset -> set of values, by dense index (the holes that transaction markers
 * leave vanish). The values of index i are `members[start[i]] … members[start[i + 1] - 1]`.
 */
export interface PartitionLog {
  readonly count: number;
  readonly offsets: Float64Array;
  readonly start: Int32Array;
  readonly members: Int32Array;
  /** One value for each index: of several, the one observed latest in file order. */
  readonly rep: Int32Array;
  /** By value: lowest and highest index whose set holds it, and the highest index that it represents; -1 when none. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly index: Int32Array;
}

interface Pairs {
  readonly offset: Float64Array;
  readonly value: Int32Array;
  /** The last row that showed the pair. */
  readonly row: Int32Array;
}

/** Every poll counts, whatever its status: a consumer must never be handed wrong data. A send counts once it is proven. */
export function makePartitionLog(input: {
  readonly rows: Rows;
  readonly valueCount: number;
  readonly mustCommit: (op: number) => boolean;
}): PartitionLog {
  const pairs = collectPairs(input);
  const order = sortedOrder(pairs);
  const offsets = new Float64Array(order.length);
  const start = new Int32Array(order.length + 1);
  const members = new Int32Array(order.length);
  const rep = new Int32Array(order.length);
  const by = () => new Int32Array(input.valueCount).fill(-1);
  const [first, last, index] = [by(), by(), by()];
  let count = 0;
  let latestRow = -1;
  order.forEach((pair, position) => {
    const offset = pairs.offset[pair] as number;
    const value = pairs.value[pair] as number;
    const row = pairs.row[pair] as number;
    if (count === 0 || offsets[count - 1] !== offset) {
      offsets[count] = offset;
      start[count] = position;
      count += 1;
      latestRow = -1;
    }
    members[position] = value;
    start[count] = position + 1;
    if (first[value] === -1) first[value] = count - 1;
    last[value] = count - 1;
    if (row > latestRow) {
      rep[count - 1] = value;
      latestRow = row;
    }
  });
  for (let i = 0; i < count; i++) index[rep[i] as number] = i;
  return {
    count,
    offsets: offsets.subarray(0, count),
    start: start.subarray(0, count + 1),
    members,
    rep: rep.subarray(0, count),
    first,
    last,
    index,
  };
}

// A record is sent and read at one offset nearly always, so the pair of each value is found by the value's number;
// only a second offset of the same value needs a map.
function collectPairs({ rows, valueCount, mustCommit }: Parameters<typeof makePartitionLog>[0]): Pairs {
  const pairs = { offset: floatColumn(), value: indexColumn(), row: indexColumn() };
  const firstPair = new Int32Array(valueCount).fill(-1);
  const others = new Map<number, Map<number, number>>();
  for (let row = 0; row < rows.count; row++) {
    const offset = rows.offset[row] as number;
    const isProven = rows.isSend[row] === 0 || mustCommit(rows.op[row] as number);
    if (!isProven || Number.isNaN(offset)) continue;
    const value = rows.value[row] as number;
    const pair = findPair(value, offset);
    if (pair === undefined) addPair(value, offset, row);
    else pairs.row.set(pair, row);
  }
  return { offset: pairs.offset.done(), value: pairs.value.done(), row: pairs.row.done() };

  function findPair(value: number, offset: number): number | undefined {
    const pair = firstPair[value] as number;
    if (pair === -1) return undefined;
    return pairs.offset.get(pair) === offset ? pair : others.get(value)?.get(offset);
  }

  function addPair(value: number, offset: number, row: number): void {
    const pair = pairs.offset.length;
    pairs.offset.push(offset);
    pairs.value.push(value);
    pairs.row.push(row);
    if (firstPair[value] === -1) {
      firstPair[value] = pair;
      return;
    }
    const more = others.get(value) ?? new Map<number, number>();
    others.set(value, more.set(offset, pair));
  }
}

function sortedOrder({ offset }: Pairs): Int32Array {
  const order = new Int32Array(offset.length).map((_, pair) => pair);
  const isSorted = offset.every((at, pair) => pair === 0 || (offset[pair - 1] as number) <= at);
  return isSorted ? order : order.sort((a, b) => (offset[a] as number) - (offset[b] as number) || a - b);
}

/** The values at a dense index. */
export function valuesAt(log: PartitionLog, index: number): Int32Array {
  return log.members.subarray(log.start[index], log.start[index + 1]);
}
