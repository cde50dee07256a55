import { expect, test } from 'vitest';
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

test.each([
  ['running', []],
  ['stopped', ['broker-1 does not run at this point; restart needs a running node, use start']],
] as const)('walking: a node that is %s', (state, problems) => {
  expect(problemsOf(restart, 'broker-1', { 'broker-1': state })).toEqual(problems);
});
