import { expect, test } from 'vitest';
import { testContext } from '../../../steps/fixtures/context.ts';
import { partitionState, type Script, scriptedCluster } from '../../../steps/fixtures/scripted-cluster.ts';
import { problemsOf } from '../../../steps/fixtures/walk.ts';
import { reassign } from './reassign.ts';

const before = partitionState({ replicas: ['broker-1', 'broker-2'] });
const after = partitionState({ leader: 'broker-3', replicas: ['broker-3', 'broker-2'] });

function start(written: unknown, script: Script) {
  const scripted = scriptedCluster(script);
  const { context } = testContext(scripted.cluster);
  return { ...scripted, done: reassign.run(reassign.schema.parse(written), context) };
}

test('it ends when nothing is being moved and the cluster names exactly these replicas', async () => {
  const { done, reassigned } = start(['broker-3', 'broker-2'], {
    partitions: [[before], [before], [after]],
    moves: [true, false],
  });
  expect(await done).toBe('broker-1, broker-2 → broker-3, broker-2; leader broker-3');
  expect(reassigned()).toEqual([['topic1-0', 'broker-3, broker-2']]);
});

test.each([
  ['is still being moved', { partitions: [[before], [after]], moves: [true] }, 'it is still being moved'],
  [
    'lies where it lay',
    { partitions: [[before]], moves: [false] },
    'replicas broker-1, broker-2, leader broker-1',
  ],
])('a partition that %s was not reassigned', async (_, script, seen) => {
  const { done, reassigned } = start({ replicas: ['broker-3', 'broker-2'], timeout: '1s' }, script);
  await expect(done).rejects.toThrow(`reassign to broker-3, broker-2: not after 1 s; last seen ${seen}`);
  expect(reassigned()).toEqual([]);
});

test('where it lies already, nothing would be moved', async () => {
  await expect(start(['broker-1', 'broker-2'], { partitions: [[before]] }).done).rejects.toThrow(
    'reassign to broker-1, broker-2: topic1-0 lies on broker-1, broker-2 already',
  );
});

test.each([
  ['the same broker twice', ['broker-1', 'broker-1'], {}, 'broker-1 stands there twice'],
  ['one that does not run', ['broker-1', 'broker-2'], { 'broker-2': 'stopped' }, 'start it first'],
  ['a partition that is not there', { replicas: 'broker-1', partition: 'none-0' }, {}, "called 'none-0'"],
] as const)('%s is told before anything starts', (_, written, states, problem) => {
  expect(problemsOf(reassign, written, states)).toEqual([expect.stringContaining(problem)]);
});

test('roles are fine, as only the run knows who they are', () => {
  expect(problemsOf(reassign, ['followers', 'leader'])).toEqual([]);
});
