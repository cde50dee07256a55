import { expect, test } from 'vitest';
import { testContext } from '../../../steps/fixtures/context.ts';
import { scriptedCluster } from '../../../steps/fixtures/scripted-cluster.ts';
import { problemsOf } from '../../../steps/fixtures/walk.ts';
import { deleteRecords } from './delete-records.ts';

function run(written: unknown, begins: number) {
  const { context } = testContext(scriptedCluster({ logStarts: [begins] }).cluster);
  return deleteRecords.run(deleteRecords.schema.parse(written), context);
}

test('the answer tells where the log begins', async () => {
  expect(await run(4, 4)).toBe('topic1-0 begins at offset 4');
  expect(await run({ below: 4, partition: 'x-1' }, 9)).toBe('x-1 begins at offset 9');
});

test('a log that still begins below the offset proves nothing', async () => {
  await expect(run(4, 3)).rejects.toThrow('delete records below offset 4: topic1-0 begins at offset 3');
});

test.each([0, -1, 1.5, '4', {}])('%j is refused', (written) => {
  expect(deleteRecords.schema.safeParse(written).success).toBe(false);
});

test('the partition must be there', () => {
  expect(problemsOf(deleteRecords, { below: 4, partition: 'none-0' })).toHaveLength(1);
  expect(problemsOf(deleteRecords, 4)).toEqual([]);
});
