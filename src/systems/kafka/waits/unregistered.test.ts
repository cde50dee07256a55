import { expect, test } from 'vitest';
import { testContext } from '../../../steps/fixtures/context.ts';
import { scriptedCluster } from '../../../steps/fixtures/scripted-cluster.ts';
import { problemsOf } from '../../../steps/fixtures/walk.ts';
import type { Registered } from '../../system.ts';
import { unregistered } from './unregistered.ts';

function run(...answers: readonly Registered[]) {
  const { context } = testContext(scriptedCluster({ registered: answers }).cluster);
  return unregistered.run(unregistered.schema.parse(['broker-1', 'broker-2']), context, 1000);
}

test('it waits until none of them is registered; others may be', async () => {
  expect(await run({ nodes: ['broker-1', 'broker-3'] }, { nodes: ['broker-3'] })).toBe(
    'registered: broker-3',
  );
});

test('a store that does not serve names nobody, and that is no answer', async () => {
  await expect(run({ notServing: 'ZooKeeper is not serving yet' })).rejects.toThrow(
    'wait until no session of broker-1, broker-2 is left: not after 1 s; last seen ZooKeeper is not serving yet',
  );
  expect(await run({ notServing: 'ZooKeeper is not serving yet' }, { nodes: [] })).toBe(
    'nobody is registered',
  );
});

test('walking: its nodes must be there', () => {
  expect(problemsOf(unregistered, 'broker-9')).toEqual(["no node is called 'broker-9'"]);
});
