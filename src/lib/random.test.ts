import { expect, test } from 'vitest';
import { seededRandom } from './random.ts';

const some = (seed: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: 1000 }, random);
};

test('the same seed gives the same numbers, so a run can be repeated choice for choice', () => {
  expect(some(7)).toEqual(some(7));
  expect(some(7)).not.toEqual(some(8));
});

test('the first numbers of a seed stay what they were in earlier versions', () => {
  expect(some(1).slice(0, 3)).toMatchInlineSnapshot(`
    [
      0.6270739405881613,
      0.002735721180215478,
      0.5274470399599522,
    ]
  `);
});

test('numbers lie in [0, 1) and spread over it', () => {
  const numbers = some(42);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  const tenths = new Set(numbers.map((number) => Math.floor(number * 10)));
  expect(tenths.size).toBe(10);
});
