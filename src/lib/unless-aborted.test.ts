import { expect, test } from 'vitest';
import { unlessAborted } from './unless-aborted.ts';

const never = new Promise<never>(() => undefined);

test('an abort ends the wait for work that hangs', async () => {
  const interrupt = new AbortController();
  const waiting = unlessAborted(never, interrupt.signal);
  interrupt.abort(new Error('interrupted'));
  await expect(waiting).rejects.toThrow('interrupted');
});

test('an abort that came before ends it at once', async () => {
  await expect(unlessAborted(never, AbortSignal.abort(new Error('interrupted')))).rejects.toThrow(
    'interrupted',
  );
});

test('work that ends is handed through, whichever way it ends', async () => {
  const { signal } = new AbortController();
  expect(await unlessAborted(Promise.resolve(7), signal)).toBe(7);
  expect(await unlessAborted(Promise.resolve(7), undefined)).toBe(7);
  await expect(unlessAborted(Promise.reject(new Error('broken')), signal)).rejects.toThrow('broken');
});

test('work that fails after the abort is nobody else’s error', async () => {
  const interrupt = new AbortController();
  let fail: (error: Error) => void = () => undefined;
  const work = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const waiting = unlessAborted(work, interrupt.signal);
  interrupt.abort(new Error('interrupted'));
  await expect(waiting).rejects.toThrow('interrupted');
  fail(new Error('too late'));
  await new Promise((resolve) => setImmediate(resolve));
});
