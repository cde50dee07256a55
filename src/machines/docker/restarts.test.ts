import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Restarts } from './restarts.ts';

/** An engine as far as addresses go: a start takes the lowest one that is free. */
function engine() {
  const restarts = new Restarts();
  const free: number[] = [];
  const given: Record<string, number> = {};
  const restart = (name: string, last: number, { stopFails = false } = {}) =>
    restarts.restart({
      address: `172.18.0.${last}`,
      async stop() {
        await setImmediate();
        if (stopFails) throw new Error(`${name} does not stop`);
        free.push(last);
      },
      async start() {
        await setImmediate();
        given[name] = free.sort((a, b) => a - b).shift() ?? 0;
      },
    });
  return { given, restart };
}

test('containers that restart together get their own addresses back, whoever was asked first', async () => {
  const { given, restart } = engine();
  await Promise.all([restart('ten', 10), restart('two', 2), restart('three', 3)]);
  expect(given).toEqual({ two: 2, three: 3, ten: 10 });
});

test('one that comes while others start waits for them, and gets its own, too', async () => {
  const { given, restart } = engine();
  const first = restart('three', 3);
  await setImmediate();
  await Promise.all([first, restart('two', 2)]);
  expect(given).toEqual({ three: 3, two: 2 });
});

test('one that does not stop fails alone', async () => {
  const { given, restart } = engine();
  const failing = restart('two', 2, { stopFails: true });
  const [bad, good] = await Promise.allSettled([failing, restart('three', 3)]);
  expect(bad).toMatchObject({ status: 'rejected', reason: { message: 'two does not stop' } });
  expect(good.status).toBe('fulfilled');
  expect(given).toEqual({ three: 3 });
});
