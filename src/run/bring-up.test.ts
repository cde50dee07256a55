import { expect, test } from 'vitest';
import { testPlan } from '../steps/fixtures/plan.ts';
import { partitionState, scriptedCluster } from '../steps/fixtures/scripted-cluster.ts';
import { allInSync } from './bring-up.ts';

const waiting = { signal: new AbortController().signal, onSeen: () => undefined };
const short = [partitionState({ isr: ['broker-1'] })];
const full = [partitionState({ isr: ['broker-2', 'broker-1'] })];
const down = [{ name: 'broker-2', state: 'stopped' as const }];

test('the ISR is awaited until every replica is in it', async () => {
  const { cluster } = scriptedCluster({ partitions: [[], short, full] });
  expect(await allInSync(cluster, waiting)).toEqual(full);
});

test('what is still told of a leader that does not answer is no full ISR', async () => {
  const stale = [partitionState({ isr: ['broker-1', 'broker-2'], end: null })];
  const { cluster } = scriptedCluster({ partitions: [stale, full] });
  expect(await allInSync(cluster, waiting)).toEqual(full);
});

test.each(['stopped', 'new'] as const)(
  'a replica whose node is %s is not awaited, as nobody starts it',
  async (state) => {
    const { cluster } = scriptedCluster({ partitions: [short], nodes: [{ name: 'broker-2', state }] });
    const why = state === 'new' ? 'was never started' : 'is down';
    await expect(allInSync(cluster, waiting)).rejects.toThrow(
      `every replica in the ISR of topic1-0: can't come, as broker-2 ${why}`,
    );
  },
);

test('a node that is expected to be down is not missed', async () => {
  const expectation = { ...testPlan().expect, down: ['broker-2'] };
  const plan = testPlan({ expect: expectation });
  const { cluster } = scriptedCluster({ plan, partitions: [short], nodes: down });
  expect(await allInSync(cluster, waiting)).toEqual(short);
});
