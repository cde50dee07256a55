import { expect, test } from 'vitest';
import { testContext } from '../fixtures/context.ts';
import { partitionState, scriptedCluster } from '../fixtures/scripted-cluster.ts';
import { endOffset } from './end-offset.ts';

function run(...ends: readonly (number | null)[]) {
  const partitions = ends.map((end) => [partitionState({ end })]);
  const { context } = testContext(scriptedCluster({ partitions }).cluster);
  return endOffset.run(endOffset.schema.parse(9), context, 1000);
}

test('it waits until the log is that long, or longer', async () => {
  expect(await run(8, 9)).toBe('leader broker-1, end offset 9');
  expect(await run(8, 12)).toBe('leader broker-1, end offset 12');
});

test('an end that nobody can tell is not it', async () => {
  await expect(run(null)).rejects.toThrow('wait for end offset 9: not after 1 s');
});

test.each([-1, 1.5, '9'])('%j is no offset', (written) => {
  expect(endOffset.schema.safeParse(written).error?.issues[0]?.message).toContain('expected an offset');
});
