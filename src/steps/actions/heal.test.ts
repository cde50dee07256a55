import { expect, test } from 'vitest';
import { diskFailure } from '../faults/disk-failure.ts';
import { kill } from '../faults/kill.ts';
import { pause } from '../faults/pause.ts';
import { openDiskCluster, withDisks } from '../fixtures/disk-cluster.ts';
import { openTestCluster } from '../fixtures/test-cluster.ts';
import { problemsOf, testWalk } from '../fixtures/walk.ts';
import { heal } from './heal.ts';

const pauseArgs = (nodes: string | string[]) => pause.schema.parse(nodes);
const args = (written: unknown) => heal.schema.parse(written);

test('what is paused runs on, of the node that is named and of no other', async () => {
  await using lab = await openTestCluster();
  await lab.up('broker-1', 'broker-2');
  await pause.run(pauseArgs(['broker-1', 'broker-2']), lab.context);
  expect(await heal.run(args('broker-1'), lab.context)).toBe('broker-1 running again');
  expect(await lab.node('broker-1').process?.state()).toBe('running');
  expect(await lab.node('broker-2').process?.state()).toBe('stopped');
});

test('without a name all is undone, the last fault first', async () => {
  await using lab = await openTestCluster();
  await lab.up('broker-1', 'broker-2');
  await pause.run(pauseArgs(['broker-1', 'broker-2']), lab.context);
  expect(await heal.run(args(null), lab.context)).toBe('broker-2 running again; broker-1 running again');
});

test('what something else has undone is not undone again', async () => {
  await using lab = await openTestCluster();
  await lab.up('broker-1');
  await pause.run(pauseArgs('broker-1'), lab.context);
  await kill.run(kill.schema.parse('broker-1'), lab.context);
  await expect(heal.run(args('broker-1'), lab.context)).rejects.toThrow(
    'heal broker-1: there is nothing to undo',
  );
});

test('a load is no fault: it goes on', async () => {
  await using lab = await openTestCluster();
  await lab.up('broker-1');
  const stopped: string[] = [];
  lab.context.healings.add({
    text: 'stop the background load',
    isDue: () => true,
    async work() {
      stopped.push('load');
      return '';
    },
  });
  await pause.run(pauseArgs('broker-1'), lab.context);
  await heal.run(args(null), lab.context);
  expect(stopped).toEqual([]);
});

withDisks('a failed disk', () => {
  test('is mounted again, with nothing running on it', async () => {
    await using lab = await openDiskCluster();
    await lab.up('broker-1');
    await diskFailure.run(diskFailure.schema.parse('broker-1'), lab.context);
    expect(await heal.run(args('broker-1'), lab.context)).toBe('broker-1 mounted again');
    expect(lab.node('broker-1').disk?.isCut).toBe(false);
    await lab.up('broker-1');
  });
});

test('walking: a paused node runs again, another one stays what it is', () => {
  const { walk } = testWalk({ 'broker-1': 'paused', 'broker-2': 'stopped' });
  heal.rules(args(null), walk);
  expect(['broker-1', 'broker-2'].map(walk.stateOf)).toEqual(['running', 'stopped']);
  expect(problemsOf(heal, 'broker-9')).toEqual(["no node is called 'broker-9'"]);
});

test('walking: without a fault that lasts there is nothing to heal', () => {
  const { walk, problems } = testWalk({}, [], ['broker-1']);
  heal.rules(args(null), walk);
  heal.rules(args(['broker-1', 'broker-2']), walk);
  expect(problems).toEqual([]);
  heal.rules(args('broker-2'), walk);
  expect(problems).toEqual([
    'there is nothing to undo on broker-2 at this point: no step before it does what lasts',
  ]);
});
