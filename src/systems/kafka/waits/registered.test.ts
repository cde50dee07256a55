import { expect, test } from 'vitest';
import type { Node } from '../../../cluster/cluster.ts';
import { testContext } from '../../../steps/fixtures/context.ts';
import { scriptedCluster } from '../../../steps/fixtures/scripted-cluster.ts';
import { problemsOf } from '../../../steps/fixtures/walk.ts';
import type { Registered } from '../../system.ts';
import { registered } from './registered.ts';

function run(...answers: readonly Registered[]) {
  const { context } = testContext(scriptedCluster({ registered: answers }).cluster);
  return registered.run(registered.schema.parse(['broker-1', 'broker-2']), context, 1000);
}

test('it waits until all of them are registered', async () => {
  const all = { nodes: ['broker-1', 'broker-2', 'broker-3'] };
  expect(await run({ notServing: 'not serving' }, { nodes: ['broker-1'] }, all)).toBe(
    'registered: broker-1, broker-2, broker-3',
  );
});

test('it tells who was registered when it gives up', async () => {
  await expect(run({ nodes: ['broker-1'] })).rejects.toThrow(
    'wait until broker-1, broker-2 are registered: not after 1 s; last seen registered: broker-1',
  );
});

test('a session that outlives its killed node does not count', async () => {
  const nodes = [{ name: 'broker-2', state: 'stopped' as const }];
  const { context } = testContext(
    scriptedCluster({ registered: [{ nodes: ['broker-1', 'broker-2'] }], nodes }).cluster,
  );
  await expect(
    registered.run(registered.schema.parse(['broker-1', 'broker-2']), context, 1000),
  ).rejects.toThrow("can't come, as broker-2 is down");
});

test('a node that is down is not awaited: nobody starts it meanwhile', async () => {
  const nodes = [{ name: 'broker-2', state: 'stopped' as const }];
  const { context } = testContext(scriptedCluster({ nodes, registered: [{ nodes: ['broker-1'] }] }).cluster);
  const waiting = registered.run(registered.schema.parse(['broker-1', 'broker-2']), context, 60_000);
  await expect(waiting).rejects.toThrow("can't come, as broker-2 is down");
  expect(context.clock.now()).toBe(0);
});

test('a metadata store that is down is not awaited', async () => {
  const spec = { holdsData: false } as Node['spec'];
  const nodes = [{ name: 'broker-3', state: 'stopped' as const, spec }];
  const { context } = testContext(scriptedCluster({ nodes, registered: [{ notServing: 'no' }] }).cluster);
  const waiting = registered.run(registered.schema.parse(['broker-1']), context, 60_000);
  await expect(waiting).rejects.toThrow("can't come, as broker-3 is down");
});

test('walking: its nodes must be there', () => {
  expect(problemsOf(registered, 'broker-9')).toEqual(["no node is called 'broker-9'"]);
});
