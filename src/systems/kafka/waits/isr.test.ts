import { expect, test } from 'vitest';
import { testContext } from '../../../steps/fixtures/context.ts';
import { partitionState, scriptedCluster } from '../../../steps/fixtures/scripted-cluster.ts';
import { problemsOf } from '../../../steps/fixtures/walk.ts';
import type { PartitionState } from '../../system.ts';
import { isr } from './isr.ts';

function run(written: unknown, ...members: readonly (readonly string[])[]) {
  const partitions = members.map((names) => [partitionState({ isr: names, leader: 'broker-2' })]);
  const { context } = testContext(scriptedCluster({ partitions }).cluster);
  return isr.run(isr.schema.parse(written), context, 1000);
}

test('it waits for exactly these members, in any order', async () => {
  const all = ['broker-1', 'broker-2', 'broker-3'];
  expect(await run(['broker-2', 'broker-3'], all, ['broker-3'], ['broker-3', 'broker-2'])).toBe(
    'leader broker-2',
  );
});

test.each([
  ['one more', ['broker-1', 'broker-2', 'broker-3'], '{1,2,3}'],
  ['one less', ['broker-2'], '{2}'],
  ['another one', ['broker-1', 'broker-2'], '{1,2}'],
])('%s is not it', async (_title, members, text) => {
  await expect(run(['broker-2', 'broker-3'], members)).rejects.toThrow(
    `wait for ISR {2,3}: not after 1 s; last seen leader broker-2, ISR ${text}`,
  );
});

test('an ISR that has no leader yet is not it', async () => {
  const partitions = [[partitionState({ isr: ['broker-2', 'broker-3'], leader: null })]];
  const { context } = testContext(scriptedCluster({ partitions }).cluster);
  const waiting = isr.run(isr.schema.parse(['broker-2', 'broker-3']), context, 1000);
  await expect(waiting).rejects.toThrow('last seen no leader, ISR {2,3}');
});

test('the ISR of a leader that was just killed is stale, though all others still tell it', async () => {
  const isrOf = (changes: Partial<PartitionState>) => [partitionState(changes)];
  const stale = isrOf({ leader: 'broker-1', end: null });
  const now = isrOf({ leader: 'broker-2' });
  const wait = (...partitions: PartitionState[][]) => {
    const { context } = testContext(scriptedCluster({ partitions }).cluster);
    return isr.run(isr.schema.parse(['broker-1', 'broker-2', 'broker-3']), context, 1000);
  };
  expect(await wait(stale, now)).toBe('leader broker-2');
  await expect(wait(stale)).rejects.toThrow('last seen leader broker-1 (does not answer), ISR {1,2,3}');
});

test('walking: its nodes must be there', () => {
  expect(problemsOf(isr, ['broker-1', 'broker-9'])).toEqual(["no node is called 'broker-9'"]);
});

test.each(['stopped', 'new'] as const)(
  'a node that is %s is not awaited: nobody starts it meanwhile',
  async (state) => {
    const nodes = [{ name: 'broker-2', state }];
    const { context } = testContext(scriptedCluster({ nodes }).cluster);
    const waiting = isr.run(isr.schema.parse(['broker-1', 'broker-2']), context, 60_000);
    await expect(waiting).rejects.toThrow(/can't come, as broker-2 (is down|was never started)/);
    expect(context.clock.now()).toBe(0);
  },
);
