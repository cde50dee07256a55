import { floatColumn, indexColumn } from './column.ts';
import { startRisingTexts } from './rising-texts.ts';
import type { TextParts, Texts } from './text-parts.ts';
import { startTextPool, type TextPool } from './text-pool.ts';

const emptySlot = -1;
const slotsAtFirst = 64;
const fullAt = 0.75;

/**
 * Numbers texts from 0 on, and finds them again. Of a text that ends in a number two numbers are kept, of others the bytes;
 * an index over hashes, once one is needed, leads to the candidates, and each is compared whole: that two hashes are the same means nothing.
 */
export function startTextTable({ join }: Texts) {
  const beginnings = indexColumn();
  // The number at the end of the text, or its place in the pool.
  const numbers = floatColumn();
  const rising = startRisingTexts(numbers);
  let isRising = true;
  let pool: TextPool | undefined;
  let slots = new Int32Array(slotsAtFirst).fill(emptySlot);

  function get(id: number): string {
    const beginning = beginnings.get(id);
    const number = numbers.get(id);
    return beginning === -1 ? (pool?.get(number) ?? '') : join(beginning, number);
  }

  function is(id: number, text: string, beginning: number, number: number): boolean {
    if (beginnings.get(id) !== beginning) return false;
    return beginning === -1 ? get(id) === text : numbers.get(id) === number;
  }

  function slotOf(text: string, beginning: number, number: number): number {
    const last = slots.length - 1;
    let slot = (beginning === -1 ? hashOfText(text) : hashOfParts(beginning, number)) & last;
    while (slots[slot] !== emptySlot && !is(slots[slot] as number, text, beginning, number)) {
      slot = (slot + 1) & last;
    }
    return slot;
  }

  // Those that are known differ from one another, so a free slot is all that is looked for.
  function freeSlotFor(id: number): number {
    const last = slots.length - 1;
    const beginning = beginnings.get(id);
    const hash = beginning === -1 ? hashOfText(get(id)) : hashOfParts(beginning, numbers.get(id));
    let slot = hash & last;
    while (slots[slot] !== emptySlot) slot = (slot + 1) & last;
    return slot;
  }

  function rebuild(): void {
    let length = slotsAtFirst;
    while (length * fullAt < table.length + 1) length *= 2;
    slots = new Int32Array(length).fill(emptySlot);
    for (let id = 0; id < table.length; id++) slots[freeSlotFor(id)] = id;
  }

  function find(text: string, beginning: number, number: number): number {
    if (isRising) return beginning === -1 ? -1 : rising.find(beginning, number);
    return slots[slotOf(text, beginning, number)] as number;
  }

  function add(text: string, beginning: number, number: number): number {
    if (isRising && !rising.add(beginning, number)) {
      isRising = false;
      rebuild();
    }
    const id = table.length++;
    beginnings.push(beginning);
    if (beginning === -1) pool ??= startTextPool();
    numbers.push(beginning === -1 ? (pool as TextPool).add(text) : number);
    if (isRising) return id;
    slots[freeSlotFor(id)] = id;
    if (table.length >= slots.length * fullAt) rebuild();
    return id;
  }

  const table = {
    /** How many texts there are. A plain member, for the reason told in column.ts. */
    length: 0,
    /** The text's number; a new one when the text is new. `likely` is looked at first. */
    idOf({ beginning, number, text }: TextParts, likely: number): number {
      if (likely < table.length && is(likely, text, beginning, number)) return likely;
      const known = find(text, beginning, number);
      return known === emptySlot ? add(text, beginning, number) : known;
    },
    get,
  };
  return table;
}

export interface TextTable {
  readonly length: number;
  idOf(text: TextParts, likely: number): number;
  get(id: number): string;
}

// FNV-1a.
function hashOfText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mixed(hash);
}

function hashOfParts(beginning: number, number: number): number {
  const high = Math.floor(number / 2 ** 32);
  return mixed(Math.imul((number >>> 0) ^ Math.imul(beginning + high, 0x85ebca6b), 0x9e3779b1));
}

// The high bits stirred into the low ones, for only those are used.
function mixed(hash: number): number {
  return (hash ^ (hash >>> 15)) >>> 0;
}
