import { expect, test } from 'vitest';
import { testContext } from '../fixtures/context.ts';
import { scriptedCluster } from '../fixtures/scripted-cluster.ts';
import { problemsOf, testWalk } from '../fixtures/walk.ts';
import type { Load } from '../step.ts';
import { read } from './read.ts';

/** Consumers that are handed one record a look. */
function contextWith(...names: readonly string[]) {
  const loads = names.map((name): [string, Load] => {
    let count = 5;
    return [name, { name, read: () => count++, stop: async () => ({ didWork: true, text: '' }) }];
  });
  return testContext(scriptedCluster({}).cluster, { loads: new Map(loads) }).context;
}

test('it counts from now on, what those that are named were handed', async () => {
  expect(await read.run({ name: 'readers', records: 3 }, contextWith('readers', 'other'), 60_000)).toBe(
    '3 read',
  );
  expect(await read.run(read.schema.parse(3), contextWith('readers', 'other'), 60_000)).toBe('4 read');
});

test('what reads nothing is no progress, and ends as inconclusive', async () => {
  await expect(read.run({ name: 'other', records: 1 }, contextWith('readers'), 1000)).rejects.toThrow(
    'wait until other read 1 more record: not after 1 s; last seen 0 read',
  );
});

test('walking: somebody must read', () => {
  expect(problemsOf(read, 3)).toEqual([
    'no consumers read in the background at this point; start some with consume',
  ]);
  const { walk, problems } = testWalk();
  walk.loads.add('readers');
  read.rules({ name: 'readers', records: 1 }, walk);
  read.rules({ name: 'joiner', records: 1 }, walk);
  expect(problems).toEqual([
    "no consumers 'joiner' read in the background at this point; start some with consume",
  ]);
});
