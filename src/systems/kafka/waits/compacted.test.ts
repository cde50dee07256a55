import { expect, test } from 'vitest';
import type { Node } from '../../../cluster/cluster.ts';
import { testContext } from '../../../steps/fixtures/context.ts';
import { scriptedCluster } from '../../../steps/fixtures/scripted-cluster.ts';
import { kafka } from '../index.ts';
import { compacted } from './compacted.ts';

const cleaned = (partition: string, to: number) =>
  `\tLog cleaner thread 0 cleaned log ${partition} (dirty section = [0, ${to}])`;

// The scripted partition has the replicas broker-1 and broker-2.
function run(first: readonly string[], second: readonly string[], state: Node['state'] = 'running') {
  const nodes = [
    { name: 'broker-1', lines: () => first },
    { name: 'broker-2', lines: () => second, state },
  ];
  const { cluster } = scriptedCluster({ nodes });
  const { context } = testContext({ ...cluster, system: { ...cluster.system, classify: kafka.classify } });
  return compacted.run(compacted.schema.parse(20), context, 1000);
}

const enough = [cleaned('topic1-0', 3), cleaned('topic1-0', 20)];

test('every running replica must have come that far', async () => {
  expect(await run(enough, [cleaned('topic1-0', 21)])).toBe('broker-1 20, broker-2 21');
  expect(await run(enough, [], 'stopped')).toBe('broker-1 20');
});

test.each([
  ['one replica did not', [cleaned('topic1-0', 19)]],
  ['it was another partition', [cleaned('topic1-1', 20)]],
  ['it tells nothing', []],
])('not when %s', async (_, second) => {
  await expect(run(enough, second)).rejects.toThrow('wait for a compaction up to offset 20: not after 1 s');
});
