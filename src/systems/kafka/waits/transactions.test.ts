import { expect, test } from 'vitest';
import { testContext } from '../../../steps/fixtures/context.ts';
import { scriptedCluster } from '../../../steps/fixtures/scripted-cluster.ts';
import type { Stability } from '../../system.ts';
import { transactions } from './transactions.ts';

function waitFor(wanted: 'open' | 'ended', answers: readonly (Stability | null | Error)[]) {
  const { cluster } = scriptedCluster({});
  let at = 0;
  const stability = async () => {
    const answer = answers[Math.min(at++, answers.length - 1)];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const client = async () => ({ stability, [Symbol.asyncDispose]: async () => undefined });
  const { context } = testContext({ ...cluster, client } as unknown as typeof cluster);
  return transactions.run(wanted, context, 1000);
}

const open = { lastStable: 8, highWatermark: 9 };
const ended = { lastStable: 10, highWatermark: 10 };

test('it waits until the last stable offset reaches the high watermark, over leaders that go and come', async () => {
  expect(await waitFor('ended', [open, null, new Error('closed'), open, ended])).toBe(
    'last stable offset 10, high watermark 10',
  );
});

test('or until it is held back', async () => {
  expect(await waitFor('open', [ended, open])).toBe('last stable offset 8, high watermark 9');
});

test.each([
  ['ended', open, 'last seen last stable offset 8, high watermark 9'],
  ['open', ended, 'last seen last stable offset 10, high watermark 10'],
  ['ended', null, 'last seen no leader'],
] as const)('%s is not what %j shows', async (wanted, answer, seen) => {
  await expect(waitFor(wanted, [answer])).rejects.toThrow(seen);
});
