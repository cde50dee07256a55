import { expect, test } from 'vitest';
import { allDone } from './all-done.ts';

test('the first error comes only when all work has ended', async () => {
  let isSlowDone = false;
  const slow = new Promise<void>((resolve) => {
    setImmediate(() => {
      isSlowDone = true;
      resolve();
    });
  });
  await expect(allDone([slow, Promise.reject(new Error('first'))])).rejects.toThrow('first');
  expect(isSlowDone).toBe(true);
});

test('results come in order', async () => {
  expect(await allDone([Promise.resolve(1), Promise.resolve(2)])).toEqual([1, 2]);
});
