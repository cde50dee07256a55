import { expect, test } from 'vitest';
import { Interrupted } from '../errors.ts';
import { systemClock } from './clock.ts';

test('a sleep that is aborted throws the reason of the abort', async () => {
  const interrupt = new AbortController();
  const sleeping = systemClock.sleep(60_000, interrupt.signal);
  interrupt.abort(new Interrupted());
  await expect(sleeping).rejects.toBeInstanceOf(Interrupted);
  await expect(systemClock.sleep(0, interrupt.signal)).rejects.toBeInstanceOf(Interrupted);
});
