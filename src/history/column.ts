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

function column(none: number, scales: readonly number[]): Column {
  const blocks: Block[] = [];
  let latest = new Float64Array(0);
  let length = 0;
  // Places are visited in their order nearly always: a packed block that is asked twice in a row is unpacked meanwhile.
  let opened: Block | undefined;
  let isChanged = false;
  let missed: Block | undefined;

  function startBlock(): void {
    const full = blocks.at(-1);
    if (full) pack(full, none, scales);
    latest = new Float64Array(length === 0 ? lengthAtFirst : blockLength);
    blocks.push(openBlock(latest));
  }

  function growFirst(): void {
    const larger = new Float64Array(latest.length * 2);
    larger.set(latest);
    latest = larger;
    (blocks[0] as Block).raw = latest;
  }

  function open(block: Block): Float64Array {
    const room = opened?.raw;
    if (opened && isChanged) pack(opened, none, scales);
    else if (opened) opened.raw = null;
    // A block that could not be packed again keeps its room.
    block.raw = unpackAll(block, none, opened?.raw === null && room ? room : new Float64Array(blockLength));
    opened = block;
    isChanged = false;
    return block.raw;
  }

  function getPacked(block: Block, at: number): number {
    if (block.width > 0 && missed === block) return open(block)[at] as number;
    missed = block;
    return unpack(block, at, none);
  }

  return {
    get length() {
      return length;
    },
    push(number) {
      const at = length & mask;
      if (at === 0) startBlock();
      else if (at === latest.length) growFirst();
      latest[at] = number;
      length += 1;
    },
    get(index) {
      if (!(index >= 0 && index < length)) return Number.NaN;
      const block = blocks[index >>> shift] as Block;
      const at = index & mask;
      return block.raw === null ? getPacked(block, at) : (block.raw[at] as number);
    },
    set(index, number) {
      const block = blocks[index >>> shift] as Block;
      const at = index & mask;
      if (block.raw === null && repack(block, at, number, none)) return;
      const raw = block.raw ?? open(block);
      raw[at] = number;
      if (block === opened) isChanged = true;
    },
  };
}
