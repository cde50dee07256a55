import { expect, test } from 'vitest';
import type { HistoryEvent } from '../history/event.ts';
import type { System } from '../systems/system.ts';
import { lateCode } from './late-code.ts';

const node = (event: 'placed' | 'started' | 'ready'): HistoryEvent => ({
  type: 'node',
  time: 0,
  node: 'broker-1',
  event,
});

test('code is loaded when the first process has been started, not earlier and only once', () => {
  let loads = 0;
  const system = {
    async loadAhead() {
      loads += 1;
    },
  } as Pick<System, 'loadAhead'> as System;
  const ahead = lateCode(system);
  ahead.on(node('placed'));
  expect(loads).toBe(0);
  for (const event of ['started', 'ready', 'started'] as const) ahead.on(node(event));
  expect(loads).toBe(1);
});

test('code that cannot be loaded ahead is no error yet', async () => {
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown) => void rejections.push(reason);
  process.on('unhandledRejection', onRejection);
  const system = { loadAhead: () => Promise.reject(new Error('no such file')) };
  lateCode(system as Pick<System, 'loadAhead'> as System).on(node('started'));
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', onRejection);
  expect(rejections).toEqual([]);
});
