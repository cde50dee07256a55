import { expect, test } from 'vitest';
import { lossRun } from '../testing/run.ts';
import { clockSteady } from './clock-steady.ts';

test.each([
  [-3000, 'the clock of this machine jumped back by 3.0 s at 4.0 s'],
  [3000, 'the clock of this machine jumped forward by 3.0 s at 4.0 s'],
])('a clock that jumped by %i ms is a reason', (jumpedMs, reason) => {
  const fold = clockSteady.start();
  for (const event of lossRun()) fold.on(event);
  expect(fold.end()).toEqual([]);
  fold.on({ type: 'clock', time: 4000, jumpedMs });
  expect(fold.end()).toEqual([reason]);
});
