import { expect, test } from 'vitest';
import { parseExit } from './exec.ts';

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
