import { expect, test } from 'vitest';
import { testContext } from '../../../steps/fixtures/context.ts';
import { scriptedCluster } from '../../../steps/fixtures/scripted-cluster.ts';
import { startOffset } from './start-offset.ts';

function run(...logStarts: readonly (number | null)[]) {
  const { context } = testContext(scriptedCluster({ logStarts }).cluster);
  return startOffset.run(startOffset.schema.parse(10), context, 1000);
}

test('it waits until the log begins there, or later', async () => {
  expect(await run(0, null, 10)).toBe('start offset 10');
  expect(await run(12)).toBe('start offset 12');
});

test('a start that comes no further, or that nobody tells, is not it', async () => {
  await expect(run(9)).rejects.toThrow('wait for start offset 10: not after 1 s');
  await expect(run(null)).rejects.toThrow('wait for start offset 10: not after 1 s');
});

test.each([0, -1, 1.5, '9'])('%j is no offset to wait for', (written) => {
  expect(startOffset.schema.safeParse(written).error?.issues[0]?.message).toContain('expected an offset');
});
