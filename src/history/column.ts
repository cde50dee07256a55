import { type Block, blockLength, openBlock, pack, repack, unpack, unpackAll } from './packed-block.ts';

/** Numbers by their place; NaN beyond the end. */
export interface Numbers {
  readonly length: number;
  get(index: number): number;
}

/** Numbers that grow: the facts keep a few bytes for an operation, never an object each. */
export interface Column extends Numbers {
  push(number: number): void;
  set(index: number, number: number): void;
}

/** Offsets and times: beyond 2^32, and NaN for "not known". Times are told in tenths of ms, those of others in thousandths. */
export const floatColumn = () => column(Number.NaN, [1, 10, 1000]);

/** Indices of operations and values, flags and small enumerations; -1 for "none". */
export const indexColumn = () => column(-1, [1]);

const lengthAtFirst = 16;
const shift = Math.log2(blockLength);
const mask = blockLength - 1;

/** The one block of a column with room of its own while it is looked at: it is packed again when another one takes the room. */
function startRoom(none: number, scales: readonly number[]) {
  let opened: Block | undefined;
  let isChanged = false;
  return {
    open(block: Block): Float64Array {
      const room = opened?.raw;
      if (opened && isChanged) pack(opened, none, scales);
      else if (opened) opened.raw = null;
      // A block that could not be packed again keeps its room.
      const free = opened?.raw === null && room ? room : new Float64Array(blockLength);
      block.raw = unpackAll(block, none, free);
      opened = block;
      isChanged = false;
      return block.raw;
    },
    noteChange(block: Block): void {
      if (block === opened) isChanged = true;
    },
  };
}

// A block that is asked this often in a row is unpacked whole: fewer questions are answered one by one.
const missesMax = 8;

function column(none: number, scales: readonly number[]): Column {
  const blocks: Block[] = [];
  const room = startRoom(none, scales);
  let latest: Float64Array = new Float64Array(0);
  // The numbers of the block that is looked at: places are visited in their order nearly always.
  let [seenAt, seen] = [-1, latest];
  let [missedAt, misses] = [-1, 0];

  function startBlock(): void {
    const full = blocks.at(-1);
    if (full) pack(full, none, scales);
    latest = new Float64Array(full ? blockLength : lengthAtFirst);
    blocks.push(openBlock(latest));
  }

  function growFirst(): void {
    const larger = new Float64Array(latest.length * 2);
    larger.set(latest);
    latest = larger;
    (blocks[0] as Block).raw = latest;
    seenAt = -1;
  }

  function see(at: number, raw: Float64Array): Float64Array {
    seenAt = at;
    seen = raw;
    return raw;
  }

  function getUnseen(index: number): number {
    const at = index >>> shift;
    const block = blocks[at] as Block;
    if (block.raw !== null) return see(at, block.raw)[index & mask] as number;
    misses = missedAt === at ? misses + 1 : 0;
    missedAt = at;
    if (misses < missesMax) return unpack(block, index & mask, none);
    return see(at, room.open(block))[index & mask] as number;
  }

  // No accessor: V8 makes objects with accessors of their own dictionaries, and nothing in those is quick.
  const made = {
    length: 0,
    push(number: number) {
      const at = made.length & mask;
      if (at === 0) startBlock();
      else if (at === latest.length) growFirst();
      latest[at] = number;
      made.length += 1;
    },
    get(index: number) {
      if (!(index >= 0 && index < made.length)) return Number.NaN;
      return index >>> shift === seenAt ? (seen[index & mask] as number) : getUnseen(index);
    },
    set(index: number, number: number) {
      const at = index >>> shift;
      const block = blocks[at] as Block;
      if (at === seenAt) seen[index & mask] = number;
      if (block.raw === null && repack(block, index & mask, number, none)) return;
      const raw = block.raw ?? see(at, room.open(block));
      raw[index & mask] = number;
      room.noteChange(block);
    },
  };
  return made;
}
