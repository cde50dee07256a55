/** How many numbers a block holds: enough to spend few bytes on each, few enough that an open one costs little. */
export const blockLength = 1024;

type Width = 0 | 1 | 2 | 4;

/**
 * Up to 1024 numbers in few bytes: each is `(base + slope * place + residual) / scale`. What operations leave behind grows
 * steadily or repeats, so that most residuals take one byte or none. `raw` holds the numbers while they change, and for good
 * where nothing shorter tells them exactly.
 */
export interface Block {
  raw: Float64Array | null;
  scale: number;
  base: number;
  slope: number;
  width: Width;
  /** The residual that stands for "none"; -1 when there is no such residual. */
  gap: number;
  // One array for each width, and not one of several kinds: a place in the code that meets all kinds is slow.
  bytes: Uint8Array;
  words: Uint16Array;
  longs: Uint32Array;
}

const noBytes = new Uint8Array(0);
const noWords = new Uint16Array(0);
const noLongs = new Uint32Array(0);

/** A block that takes numbers, up to the length of `raw`. */
export function openBlock(raw: Float64Array): Block {
  const packed = { scale: 1, base: 0, slope: 0, width: 0, gap: -1 } as const;
  return { raw, ...packed, bytes: noBytes, words: noWords, longs: noLongs };
}

/** The number at a place of a packed block. */
export function unpack(block: Block, at: number, none: number): number {
  const residual = residualAt(block, at);
  if (residual === block.gap) return none;
  const whole = block.base + block.slope * at + residual;
  return block.scale === 1 ? whole : whole / block.scale;
}

/** Puts a number into a packed block; false when it does not fit, and the block must be opened. */
export function repack(block: Block, at: number, number: number, none: number): boolean {
  if (Object.is(unpack(block, at, none), number)) return true;
  if (Object.is(number, none)) return block.gap !== -1 && store(block, at, block.gap);
  const residual = Math.round(number * block.scale) - block.base - block.slope * at;
  if (!(residual >= 0 && residual < largest[block.width])) return false;
  const told = (block.base + block.slope * at + residual) / block.scale;
  return told === number && store(block, at, residual);
}

/** All numbers of a packed block, into this room. */
export function unpackAll(block: Block, none: number, room: Float64Array): Float64Array {
  const { base, slope, scale, gap, width } = block;
  const residuals = width === 1 ? block.bytes : width === 2 ? block.words : block.longs;
  for (let at = 0; at < room.length; at++) {
    const residual = width === 0 ? 0 : (residuals[at] as number);
    const whole = base + slope * at + residual;
    room[at] = residual === gap ? none : scale === 1 ? whole : whole / scale;
  }
  return room;
}

/** Packs a full block in place; it stays as it is when no scale makes its numbers whole. */
export function pack(block: Block, none: number, scales: readonly number[]): void {
  const { raw } = block;
  if (raw === null || packSteady(block, raw)) return;
  const scale = scales.find((each) => isWholeBy(raw, each, none));
  if (scale === undefined) return;
  const line = lineThrough(raw, scale, none);
  const width = widthFor(line);
  if (width === undefined) return;
  const { base, slope } = line;
  Object.assign(block, { scale, base, slope, width, gap: line.hasGaps && width > 0 ? largest[width] : -1 });
  block.bytes = width === 1 ? new Uint8Array(raw.length) : noBytes;
  block.words = width === 2 ? new Uint16Array(raw.length) : noWords;
  block.longs = width === 4 ? new Uint32Array(raw.length) : noLongs;
  if (width > 0) storeAll(block, raw, none);
  block.raw = null;
}

/** Most blocks hold one number again and again, or count: that takes one look at each number. */
function packSteady(block: Block, raw: Float64Array): boolean {
  const base = raw[0] as number;
  const slope = (raw[1] as number) - base;
  const isConstant = slope === 0 || Number.isNaN(base);
  if (!isConstant && !(Number.isInteger(base) && Number.isInteger(slope) && isExact(base, slope)))
    return false;
  for (let at = 1; at < raw.length; at++) {
    if (isConstant ? !Object.is(raw[at], base) : raw[at] !== base + slope * at) return false;
  }
  const packed = { scale: 1, base, slope: isConstant ? 0 : slope, width: 0, gap: -1 } as const;
  Object.assign(block, { ...packed, raw: null, bytes: noBytes, words: noWords, longs: noLongs });
  return true;
}

function isExact(base: number, slope: number): boolean {
  return Math.abs(base) <= wholeMax && Math.abs(slope) * blockLength <= wholeMax;
}

const largest: Readonly<Record<Width, number>> = { 0: 0, 1: 0xff, 2: 0xffff, 4: 0xffff_ffff };

function residualAt({ width, bytes, words, longs }: Block, at: number): number {
  if (width === 0) return 0;
  if (width === 1) return bytes[at] as number;
  return (width === 2 ? words[at] : longs[at]) as number;
}

function store({ width, bytes, words, longs }: Block, at: number, residual: number): true {
  if (width === 1) bytes[at] = residual;
  else if (width === 2) words[at] = residual;
  else longs[at] = residual;
  return true;
}

function storeAll(block: Block, raw: Float64Array, none: number): void {
  const { base, slope, scale, gap } = block;
  for (let at = 0; at < raw.length; at++) {
    const number = raw[at] as number;
    const isGap = Object.is(number, none);
    store(block, at, isGap ? gap : Math.round(number * scale) - base - slope * at);
  }
}

// Below it, all sums and differences here are exact.
const wholeMax = 2 ** 50;

function isWholeBy(raw: Float64Array, scale: number, none: number): boolean {
  for (let at = 0; at < raw.length; at++) {
    const number = raw[at] as number;
    if (Object.is(number, none)) continue;
    const whole = Math.round(number * scale);
    if (!(Math.abs(whole) <= wholeMax) || whole / scale !== number) return false;
  }
  return true;
}

interface Line {
  readonly base: number;
  readonly slope: number;
  /** How far the numbers lie above the line at most. */
  readonly range: number;
  readonly hasGaps: boolean;
}

/** The steady growth or the constant, whichever leaves less to tell. */
function lineThrough(raw: Float64Array, scale: number, none: number): Line {
  const flat = lineOf(raw, scale, 0, none);
  const rise = Math.round((((raw.at(-1) as number) - (raw[0] as number)) * scale) / (raw.length - 1));
  if (!(Math.abs(rise) > 0 && Math.abs(rise) < wholeMax / blockLength)) return flat;
  const steady = lineOf(raw, scale, rise, none);
  return steady.range < flat.range ? steady : flat;
}

function lineOf(raw: Float64Array, scale: number, slope: number, none: number): Line {
  let low = Infinity;
  let high = -Infinity;
  let gaps = 0;
  for (let at = 0; at < raw.length; at++) {
    const number = raw[at] as number;
    if (Object.is(number, none)) {
      gaps += 1;
      continue;
    }
    const above = (scale === 1 ? number : Math.round(number * scale)) - slope * at;
    if (above < low) low = above;
    if (above > high) high = above;
  }
  const isEmpty = gaps === raw.length;
  return isEmpty
    ? { base: none, slope: 0, range: 0, hasGaps: false }
    : { base: low, slope, range: high - low, hasGaps: gaps > 0 };
}

// The largest residual of a width is left for "none".
function widthFor({ range, hasGaps }: Line): Width | undefined {
  if (range === 0 && !hasGaps) return 0;
  return ([1, 2, 4] as const).find((width) => range < largest[width]);
}
