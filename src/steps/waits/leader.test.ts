import { expect, test } from 'vitest';
import type { PartitionState } from '../../systems/system.ts';
import { testContext } from '../fixtures/context.ts';
import { partitionState, scriptedCluster } from '../fixtures/scripted-cluster.ts';
import { problemsOf } from '../fixtures/walk.ts';
import { leader } from './leader.ts';

function run(written: unknown, ...partitions: readonly (readonly PartitionState[])[]) {
  const { context } = testContext(scriptedCluster({ partitions }).cluster);
  return leader.run(leader.schema.parse(written), context, 1000);
}

const ledBy = (name: string | null, changes: Partial<PartitionState> = {}) => [
  partitionState({ leader: name, isr: ['broker-3', 'broker-2'], ...changes }),
];

test('it waits until the node leads', async () => {
  expect(await run('broker-2', [], ledBy(null), ledBy('broker-3'), ledBy('broker-2'))).toBe(
    'leader broker-2, ISR {2,3}',
  );
});

test('a leader that does not answer is not there yet', async () => {
  await expect(run('broker-2', ledBy('broker-2', { end: null }))).rejects.toThrow(
    'wait for leader broker-2: not after 1 s; last seen leader broker-2 (does not answer), ISR {2,3}',
  );
});

test('one of several nodes will do', async () => {
  expect(await run(['broker-2', 'broker-3'], ledBy('broker-1'), ledBy('broker-3'))).toContain(
    'leader broker-3',
  );
});

test('no leader must be told by a node: silence is not enough', async () => {
  expect(await run('none', ledBy('broker-1'), ledBy(null))).toBe('no leader, ISR {2,3}');
  await expect(run('none', [])).rejects.toThrow(
    'wait for no leader: not after 1 s; last seen no node answers',
  );
});

test.each([
  ['none', []],
  ['broker-9', ["no node is called 'broker-9'"]],
])('walking: %s', (written, problems) => {
  expect(problemsOf(leader, written)).toEqual(problems);
});

test('of several that may lead one that runs is enough to wait for; without any the wait ends at once', async () => {
  const run = (...down: string[]) => {
    const nodes = down.map((name) => ({ name, state: 'stopped' as const }));
    const { context } = testContext(scriptedCluster({ nodes }).cluster);
    return leader.run(leader.schema.parse(['broker-2', 'broker-3']), context, 60_000);
  };
  await expect(run('broker-2')).rejects.toThrow('not after 60 s');
  await expect(run('broker-2', 'broker-3')).rejects.toThrow("can't come, as broker-2 is down");
});

test('that nobody leads is not awaited where nobody can tell it', async () => {
  const nodes = ['broker-1', 'broker-2', 'broker-3'].map((name) => ({ name, state: 'stopped' as const }));
  const { context } = testContext(scriptedCluster({ nodes, partitions: [[]] }).cluster);
  const waiting = leader.run(leader.schema.parse('none'), context, 60_000);
  await expect(waiting).rejects.toThrow("can't come, as broker-1 is down");
});
