import { expect, test } from 'vitest';
import { Inconclusive } from '../errors.ts';
import type { Clock } from './clock.ts';
import { waitUntil } from './wait-until.ts';

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
