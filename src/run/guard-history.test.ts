import { expect, test } from 'vitest';
import { guardHistory } from './guard-history.ts';

const warning = { type: 'warning', time: 1, text: 'x' } as const;

test('a history on a full disk ends the run with what to do, and nobody who records is hit', () => {
  const history = guardHistory({
    record: () => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    },
  });
  history.record(warning);
  expect(history.failed.reason).toMatchObject({
    name: 'HarnessError',
    message: expect.stringMatching(
      /^ENOSPC.*; make room there, or name a folder on another disk: --out DIR$/,
    ),
  });
  const { reason } = history.failed;
  history.record(warning);
  expect(history.failed.reason).toBe(reason);
});

test('any other error ends the run as it is', () => {
  const bug = new TypeError('x is undefined');
  const history = guardHistory({
    record: () => {
      throw bug;
    },
  });
  history.record(warning);
  expect(history.failed.reason).toBe(bug);
});
