import { expect, test } from 'vitest';
import { testContext } from '../fixtures/context.ts';
import { scriptedCluster } from '../fixtures/scripted-cluster.ts';
import { testWalk } from '../fixtures/walk.ts';
import { acknowledged } from './acknowledged.ts';

/** Each look finds so many records acknowledged since the run began. */
function run(...counts: readonly number[]) {
  let looks = 0;
  const acked = () => {
    const count = counts[Math.min(looks, counts.length - 1)] ?? 0;
    looks += 1;
    return Array.from({ length: count }, (_, offset) => ({ offset, value: `1/${offset}` }));
  };
  const { context } = testContext(scriptedCluster({}).cluster, { acked });
  return acknowledged.run(acknowledged.schema.parse(2), context, 1000);
}

test('only what is acknowledged from now on counts', async () => {
  expect(await run(50, 50, 51, 52)).toBe('2 acknowledged');
});

test('a load that stays stuck is told with how far it came', async () => {
  await expect(run(50, 51)).rejects.toThrow(
    'wait for 2 more acknowledgements: not after 1 s; last seen 1 acknowledged',
  );
});

test('walking: without a load nothing could come', () => {
  const { walk, problems } = testWalk();
  acknowledged.rules(2, walk);
  walk.loads.add('load');
  acknowledged.rules(2, walk);
  expect(problems).toEqual(['no load runs at this point; start one with load']);
});
