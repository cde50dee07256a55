import { expect, test } from 'vitest';
import { openTestCluster } from '../fixtures/test-cluster.ts';
import { problemsOf } from '../fixtures/walk.ts';
import { resume } from './resume.ts';

const args = resume.schema.parse('broker-1');

test('a resumed node runs on as the same process', async () => {
  await using lab = await openTestCluster();
  await lab.up('broker-1');
  await lab.node('broker-1').pause();
  await resume.run(args, lab.context);
  expect(await lab.node('broker-1').process?.state()).toBe('running');
});

test('a node that is not paused ends the steps', async () => {
  await using lab = await openTestCluster();
  await lab.up('broker-1');
  await expect(resume.run(args, lab.context)).rejects.toThrow('resume broker-1: it is running, not paused');
});

test.each([
  ['paused', []],
  ['running', ['broker-1 runs at this point; resume needs a paused node']],
] as const)('walking: a node that is %s', (state, problems) => {
  expect(problemsOf(resume, 'broker-1', { 'broker-1': state })).toEqual(problems);
});
