import { expect, test } from 'vitest';
import { worstExit } from './worst-exit.ts';

test.each([
  [[0, 0], 0],
  [[0, 3], 3],
  [[3, 1, 0], 1],
  [[1, 2], 2],
  [[0, 130], 130],
  [[], 3],
  [[0, 77], 3],
])('of %j the worst is %i', (exits, worst) => {
  expect(worstExit(exits)).toBe(worst);
});
