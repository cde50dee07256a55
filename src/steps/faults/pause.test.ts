import { expect, test } from 'vitest';
import { openTestCluster } from '../fixtures/test-cluster.ts';
import { problemsOf } from '../fixtures/walk.ts';
import { pause } from './pause.ts';

const args = pause.schema.parse('broker-1');

test('the kernel shows a paused node as stopped', async () => {
  await using lab = await openTestCluster();
  await lab.up('broker-1');
  await pause.run(args, lab.context);
  expect(await lab.node('broker-1').process?.state()).toBe('stopped');
  expect(lab.events.at(-1)).toMatchObject({
    fault: 'pause',
    happened: true,
    proof: { kernelState: 'stopped' },
  });
});

test('a node that does not run cannot be paused', async () => {
  await using lab = await openTestCluster();
  await expect(pause.run(args, lab.context)).rejects.toThrow('pause broker-1: it was new');
});

test.each([
  ['running', []],
  ['paused', ['broker-1 is paused at this point; pause needs a running node']],
] as const)('walking: a node that is %s', (state, problems) => {
  expect(problemsOf(pause, 'broker-1', { 'broker-1': state })).toEqual(problems);
});
