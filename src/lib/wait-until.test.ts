import { expect, test } from 'vitest';
import { Inconclusive } from '../errors.ts';
import type { Clock } from './clock.ts';
import { unlessAborted, waitUntil } from './wait-until.ts';

function fakeClock(): Clock {
  let nowMs = 0;
  return {
    now: () => nowMs,
    sleep: async (ms) => {
      nowMs += ms;
    },
  };
}

test('a wait ends with the value of the first look that is done', async () => {
  let looks = 0;
  const value = await waitUntil({
    what: 'three looks',
    budgetMs: 1000,
    clock: fakeClock(),
    look: async () => (++looks === 3 ? { done: looks } : { seen: looks }),
  });
  expect(value).toBe(3);
});

test('a wait that runs out tells what it waited for, how long, and what it saw last', async () => {
  const waiting = waitUntil({
    what: 'leader of topic1-0',
    budgetMs: 4000,
    clock: fakeClock(),
    look: async () => ({ seen: { leader: null, isr: [3] } }),
  });
  await expect(waiting).rejects.toThrow(
    'leader of topic1-0: not after 4 s; last seen {"leader":null,"isr":[3]}',
  );
  await expect(waiting).rejects.toBeInstanceOf(Inconclusive);
});

test('an aborted wait throws the reason of the abort', async () => {
  const controller = new AbortController();
  const waiting = waitUntil({
    what: 'nothing',
    budgetMs: 60_000,
    signal: controller.signal,
    look: async () => ({ seen: 'nothing' }),
  });
  controller.abort(new Error('stop it'));
  await expect(waiting).rejects.toThrow();
  expect(controller.signal.reason.message).toBe('stop it');
});

test('every look that is not yet it is told', async () => {
  const seen: unknown[] = [];
  const looks = ['none', 'one'];
  await waitUntil({
    what: 'the end',
    budgetMs: 1000,
    clock: fakeClock(),
    onSeen: (sight) => seen.push(sight),
    look: async () => {
      const sight = looks.shift();
      return sight === undefined ? { done: true } : { seen: sight };
    },
  });
  expect(seen).toEqual(['none', 'one']);
});

test('an abort does not wait for a look that hangs', async () => {
  const interrupt = new AbortController();
  const waiting = waitUntil({
    what: 'an answer of a paused broker',
    budgetMs: 60_000,
    signal: interrupt.signal,
    look: () => new Promise<never>(() => undefined),
  });
  interrupt.abort(new Error('interrupted'));
  await expect(waiting).rejects.toThrow('interrupted');
});

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
