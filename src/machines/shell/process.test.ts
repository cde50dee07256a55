import { expect, test } from 'vitest';
import { parseState } from './process.ts';

test.each([
  ['17 (java) S 1 17 17 0 -1', 'running'],
  ['17 (java) T 1 17 17 0 -1', 'stopped'],
  ['17 (a) T (b) R 1 17 17 0 -1', 'running'],
  ['17 (java) Z 1 17 17 0 -1', 'gone'],
  ['', 'gone'],
])('%j is %s', (stat, state) => {
  expect(parseState(stat)).toBe(state);
});
