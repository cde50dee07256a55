import { expect, test } from 'vitest';
import { parseExit, parseState } from './process.ts';

test.each([
  ['17 (java) S 1 17 17 0 -1', 'running'],
  ['17 (java) T 1 17 17 0 -1', 'stopped'],
  ['17 (a) T (b) R 1 17 17 0 -1', 'running'],
  ['17 (java) Z 1 17 17 0 -1', 'gone'],
  ['', 'gone'],
])('%j is %s', (stat, state) => {
  expect(parseState(stat)).toBe(state);
});

test.each([
  [0, { code: 0, signal: null }],
  [1, { code: 1, signal: null }],
  [137, { code: null, signal: 'SIGKILL' }],
  [143, { code: null, signal: 'SIGTERM' }],
  [255, { code: 255, signal: null }],
  [null, { code: null, signal: null }],
])("the engine's exit code %s is %j", (code, exit) => {
  expect(parseExit(code)).toEqual(exit);
});
