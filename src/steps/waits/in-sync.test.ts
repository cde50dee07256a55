import { expect, test } from 'vitest';
import { testContext } from '../fixtures/context.ts';
import { partitionState, scriptedCluster } from '../fixtures/scripted-cluster.ts';
import { problemsOf } from '../fixtures/walk.ts';
import { inSync } from './in-sync.ts';

function run(written: unknown, ...states: readonly Parameters<typeof partitionState>[0][]) {
  const partitions = states.map((state) => [partitionState(state)]);
  const { context } = testContext(scriptedCluster({ partitions }).cluster);
  return inSync.run(inSync.schema.parse(written), context, 1000);
}

test('it waits until all of these have caught up, whoever else has', async () => {
  const all = { leader: 'broker-2', isr: ['broker-1', 'broker-2', 'broker-3'] };
  expect(await run(['broker-1', 'broker-2'], { leader: 'broker-2', isr: ['broker-2'] }, all)).toBe(
    'leader broker-2, ISR {1,2,3}',
  );
});

test('a leader that does not answer is not it', async () => {
  const stale = { leader: 'broker-2', isr: ['broker-2'], end: null };
  await expect(run('broker-2', stale)).rejects.toThrow('wait for {2} in sync: not after 1 s');
});

test('walking: its nodes must be there', () => {
  expect(problemsOf(inSync, ['broker-9'])).toEqual(["no node is called 'broker-9'"]);
});
