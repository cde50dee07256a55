import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Column, floatColumn, indexColumn } from './column.ts';

const steady = fc
  .tuple(fc.nat(1e6), fc.nat(5), fc.nat(4000))
  .map(([base, slope, length]) => Array.from({ length }, (_, i) => base + slope * i));
const random = (number: fc.Arbitrary<number>) => fc.array(number, { maxLength: 1500, size: 'max' });
const repeated = fc
  .tuple(fc.integer({ min: -1, max: 2 ** 31 - 1 }), fc.nat(3000))
  .map(([number, length]) => new Array<number>(length).fill(number));
const index = fc.oneof(fc.integer({ min: -1, max: 300 }), fc.integer({ min: -1, max: 2 ** 31 - 1 }));
const float = fc.oneof(
  fc.double({ noDefaultInfinity: false }),
  fc.maxSafeInteger(),
  fc.nat(1e7).map((tenths) => tenths / 10),
  fc.nat(1e7).map((thousandths) => thousandths / 1000),
  fc.constantFrom(Number.NaN, -1, 2 ** 53 - 1, 1 - 2 ** 53, 2 ** 33),
);

function holds(column: Column, numbers: readonly number[], changes: readonly (readonly [number, number])[]) {
  const kept = [...numbers];
  for (const number of numbers) column.push(number);
  for (const [place, number] of kept.length === 0 ? [] : changes) {
    column.set(place % kept.length, number);
    kept[place % kept.length] = number;
  }
  expect(column.length).toBe(kept.length);
  // Zero has two signs, and no offset, time or number of anything has.
  const wrong = kept.findIndex((number, i) => !Object.is(column.get(i) + 0, number + 0));
  expect([wrong, column.get(wrong)]).toEqual([-1, Number.NaN]);
}

const blocks = (number: fc.Arbitrary<number>) =>
  fc.array(fc.oneof(steady, repeated, random(number)), { maxLength: 4 }).map((all) => all.flat());
const changes = (number: fc.Arbitrary<number>) => fc.array(fc.tuple(fc.nat(), number), { maxLength: 300 });

test('what was put into a column of indices is what it gives', () => {
  fc.assert(
    fc.property(blocks(index), changes(index), (numbers, later) => holds(indexColumn(), numbers, later)),
    { numRuns: 300 },
  );
});

test('what was put into a column of any numbers is what it gives, to the last bit', () => {
  fc.assert(
    fc.property(blocks(float), changes(float), (numbers, later) => holds(floatColumn(), numbers, later)),
    { numRuns: 300 },
  );
});

test('numbers set one after another, as a reader does, are kept', () => {
  const column = indexColumn();
  const count = 10_000;
  for (let i = 0; i < count; i++) column.push(-1);
  for (let i = 0; i < count; i++) column.set(i, 70_000 + Math.floor(i / 500));
  expect(Array.from({ length: count }, (_, i) => column.get(i))).toEqual(
    Array.from({ length: count }, (_, i) => 70_000 + Math.floor(i / 500)),
  );
});

test.each([[-1], [3], [Number.NaN]])('nothing is at place %d of a column of three', (place) => {
  const column = indexColumn();
  for (const number of [5, 6, 7]) column.push(number);
  expect(column.get(place)).toBeNaN();
});

test('a column that is read, changed and continued in any order gives what was put into it last', () => {
  const step = fc.tuple(fc.constantFrom('push', 'get', 'get', 'set'), fc.nat(), fc.nat(40), index);
  fc.assert(
    fc.property(blocks(index), fc.array(step, { maxLength: 200 }), (numbers, steps) => {
      const [column, kept] = [indexColumn(), [...numbers]];
      for (const number of numbers) column.push(number);
      for (const [what, place, times, number] of steps) {
        if (what === 'push') for (let i = 0; i < times; i++) kept.push(column.length + i);
        for (let at = column.length; at < kept.length; at++) column.push(kept[at] as number);
        if (kept.length === 0) continue;
        const from = place % kept.length;
        if (what === 'set') {
          column.set(from, number);
          kept[from] = number;
        }
        const seen = Array.from({ length: Math.min(times, kept.length - from) }, (_, i) =>
          column.get(from + i),
        );
        expect(seen).toEqual(kept.slice(from, from + seen.length));
      }
    }),
    { numRuns: 300 },
  );
});

test('a number that is changed in a block that was read before it was packed', () => {
  const column = indexColumn();
  for (let i = 0; i < 1000; i++) column.push(i % 7);
  expect(column.get(5)).toBe(5);
  for (let i = 1000; i < 1100; i++) column.push(i % 7);
  column.set(5, 3);
  expect(column.get(5)).toBe(3);
});
