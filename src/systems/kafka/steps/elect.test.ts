import { expect, test } from 'vitest';
import { testContext } from '../../../steps/fixtures/context.ts';
import { partitionState, scriptedCluster } from '../../../steps/fixtures/scripted-cluster.ts';
import { problemsOf } from '../../../steps/fixtures/walk.ts';
import type { PartitionState } from '../../system.ts';
import { elect } from './elect.ts';

const old = partitionState({ leader: 'broker-1' });
const moved = partitionState({ leader: 'broker-2', epoch: 1 });

function run(
  written: unknown,
  partitions: readonly PartitionState[][],
  elections: readonly (string | null)[],
) {
  const { context } = testContext(scriptedCluster({ partitions, elections }).cluster);
  return elect.run(elect.schema.parse(written), context);
}

test('it ends when another leader answers as one', async () => {
  const unanswered = partitionState({ leader: 'broker-2', end: null });
  expect(await run('preferred', [[old], [old], [unanswered], [moved]], [null])).toBe(
    'broker-1 → leader broker-2, leader epoch 1',
  );
});

test('where nobody leads, whoever does afterwards was elected', async () => {
  const nobody = partitionState({ leader: null });
  expect(await run('unclean', [[nobody], [nobody], [moved]], [null])).toBe(
    'no leader → leader broker-2, leader epoch 1',
  );
});

test('what the cluster says against it proves that nothing was elected', async () => {
  await expect(
    run('preferred', [[old]], ['Leader election not needed for topic partition.']),
  ).rejects.toThrow(
    'elect the preferred leader: the cluster refuses it: Leader election not needed for topic partition.',
  );
});

test('a leader that stays is no election, whatever the cluster answered', async () => {
  await expect(run({ type: 'preferred', timeout: '1s' }, [[old]], [null])).rejects.toThrow(
    'elect the preferred leader: another leader than broker-1: not after 1 s; last seen leader broker-1',
  );
});

test('nobody tells who leads', async () => {
  await expect(run('preferred', [[]], [null])).rejects.toThrow('no node tells who leads topic1-0');
});

test.each([null, 'clean', {}, { partition: 'topic1-0' }])('%j is refused', (written) => {
  expect(elect.schema.safeParse(written).success).toBe(false);
});

test('the partition must be there', () => {
  expect(problemsOf(elect, { type: 'preferred', partition: 'none-0' })).toHaveLength(1);
  expect(problemsOf(elect, 'unclean')).toEqual([]);
});
