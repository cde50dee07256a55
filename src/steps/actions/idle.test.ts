import { expect, test } from 'vitest';
import { instantClock, testContext } from '../fixtures/context.ts';
import { scriptedCluster } from '../fixtures/scripted-cluster.ts';
import { idle } from './idle.ts';

const { cluster } = scriptedCluster({});

async function contextAt(nowMs: number, ackAtMs: number | null) {
  const clock = instantClock();
  await clock.sleep(nowMs);
  return testContext(cluster, { clock, lastAckAt: () => ackAtMs }).context;
}

test.each([
  ['from the last acknowledgement', 5000, 2000, 10_000, '8.0 s, since the last acknowledgement'],
  ['not at all when it is long past', 5000, -9000, 5000, '14.0 s, since the last acknowledgement'],
  ['from now when there was none', 5000, null, 13_000, '8.0 s, nothing was acknowledged before'],
])('idles %s', async (_title, nowMs, ackAtMs, endMs, text) => {
  const context = await contextAt(nowMs, ackAtMs);
  expect(await idle.run(8000, context)).toBe(text);
  expect(context.now()).toBe(endMs);
});

test('an interrupt ends it', async () => {
  const stopped = AbortSignal.abort(new Error('interrupted'));
  const { context } = testContext(cluster, { signal: stopped });
  await expect(idle.run(8000, context)).rejects.toThrow('interrupted');
});
