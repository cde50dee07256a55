import { expect, test } from 'vitest';
import type { Node } from '../cluster/cluster.ts';
import { testPlan } from '../steps/fixtures/plan.ts';
import { partitionState, scriptedCluster } from '../steps/fixtures/scripted-cluster.ts';
import type { PartitionState } from '../systems/system.ts';
import { selectNodes } from './select.ts';

// topic1-0 is assigned to broker-1 and broker-2; broker-3 has no replica of it.
async function chosen(
  targets: readonly string[],
  states: readonly PartitionState[] = [partitionState({ isr: ['broker-1', 'broker-2'] })],
  bound: ReadonlyMap<string, Node> = new Map(),
): Promise<readonly string[]> {
  const keeper = { name: 'broker-3', role: 'keeper', holdsData: false };
  const nodes = testPlan().nodes.map((node) => (node.name === keeper.name ? keeper : node));
  const { cluster } = scriptedCluster({ partitions: [states], plan: testPlan({ nodes }) });
  const signal = new AbortController().signal;
  const selected = await selectNodes(targets, { cluster, bound, partition: 'topic1-0', signal });
  return selected.map(({ name }) => name);
}

test.each([
  [['broker-2'], ['broker-2']],
  [
    ['broker-2', 'broker-1'],
    ['broker-2', 'broker-1'],
  ],
  [['leader'], ['broker-1']],
  [['follower'], ['broker-2']],
  [['followers'], ['broker-2']],
  [['isr'], ['broker-1', 'broker-2']],
  [['brokers'], ['broker-1', 'broker-2']],
  [['metadata'], ['broker-3']],
  [['all'], ['broker-1', 'broker-2', 'broker-3']],
])('%j are %j', async (targets, names) => {
  expect(await chosen(targets)).toEqual(names);
});

test('a node that is named twice is chosen once, in the order named', async () => {
  expect(await chosen(['follower', 'leader', 'broker-2', 'all'])).toEqual([
    'broker-2',
    'broker-1',
    'broker-3',
  ]);
});

test('roles follow the partition as it is now', async () => {
  const moved = [partitionState({ leader: 'broker-2', isr: ['broker-2'] })];
  expect(await chosen(['leader'], moved)).toEqual(['broker-2']);
  expect(await chosen(['followers'], moved)).toEqual(['broker-1']);
  expect(await chosen(['isr'], moved)).toEqual(['broker-2']);
});

test('without a leader nobody is leader, and every replica is a follower', async () => {
  const headless = [partitionState({ leader: null, isr: ['broker-2'] })];
  expect(await chosen(['leader'], headless)).toEqual([]);
  expect(await chosen(['followers'], headless)).toEqual(['broker-1', 'broker-2']);
});

test('a name that was bound before stands for its node', async () => {
  const bound = new Map([['last-leader', { name: 'broker-3' } as Node]]);
  expect(await chosen(['last-leader'], [], bound)).toEqual(['broker-3']);
});

test('a role that nobody can tell now is inconclusive; a name needs no answer', async () => {
  await expect(chosen(['leader'], [])).rejects.toThrow(
    'nobody can tell who leads topic1-0 now: no broker answers',
  );
  expect(await chosen(['broker-1'], [])).toEqual(['broker-1']);
});
