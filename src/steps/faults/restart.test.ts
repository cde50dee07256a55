import { expect, test } from 'vitest';
import { testPlan } from '../fixtures/plan.ts';
import { openTestCluster } from '../fixtures/test-cluster.ts';
import { problemsOf } from '../fixtures/walk.ts';
import { restart } from './restart.ts';

test('a restarted node runs again as another process', async () => {
  await using lab = await openTestCluster();
  await lab.up('broker-1');
  const before = lab.node('broker-1').process?.pid;
  expect(await restart.run(restart.schema.parse('broker-1'), lab.context)).toBe('SIGKILL, then ready again');
  expect(lab.node('broker-1').state).toBe('running');
  expect(lab.node('broker-1').process?.pid).not.toBe(before);
  expect(lab.events).toContainEqual(
    expect.objectContaining({ type: 'fault', fault: 'restart', happened: true }),
  );
});

test('a broker comes back only when its old session is over', async () => {
  const answers = [{ nodes: ['broker-1'] }, { nodes: ['broker-1'] }, { nodes: [] }];
  let asked = 0;
  const registered = async () => answers[Math.min(asked++, 2)] ?? { nodes: [] };
  await using lab = await openTestCluster(testPlan(), { registered });
  await lab.up('broker-1');
  await restart.run(restart.schema.parse('broker-1'), lab.context);
  expect(asked).toBe(3);
});

test('without a metadata store that serves it comes back at once', async () => {
  const registered = async () => ({ notServing: 'ZooKeeper is down' });
  await using lab = await openTestCluster(testPlan(), { registered });
  await lab.up('broker-1');
  await restart.run(restart.schema.parse('broker-1'), lab.context);
  expect(lab.node('broker-1').state).toBe('running');
});

test.each([
  ['running', []],
  ['stopped', ['broker-1 does not run at this point; restart needs a running node']],
] as const)('walking: a node that is %s', (state, problems) => {
  expect(problemsOf(restart, 'broker-1', { 'broker-1': state })).toEqual(problems);
});
