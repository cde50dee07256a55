import { expect, test } from 'vitest';
import { testPlan } from '../fixtures/plan.ts';
import { openTestCluster } from '../fixtures/test-cluster.ts';
import { problemsOf } from '../fixtures/walk.ts';
import { stop } from './stop.ts';

const args = stop.schema.parse('broker-1');
const signs = (isClean: boolean) => ({ stoppedCleanly: async () => isClean });

test('a node that exits with 0 on SIGTERM was stopped', async () => {
  await using lab = await openTestCluster();
  await lab.up('broker-1');
  expect(await stop.run(args, lab.context)).toBe('SIGTERM, shut down in order');
  expect(lab.events.at(-1)).toMatchObject({
    fault: 'stop',
    happened: true,
    proof: { code: 0, signal: null },
  });
});

test('a node that fails on SIGTERM was not stopped in order', async () => {
  await using lab = await openTestCluster(testPlan({ behaviours: { 'broker-1': 'fails-to-stop' } }));
  await lab.up('broker-1');
  await expect(stop.run(args, lab.context)).rejects.toThrow('stop broker-1: it ended by itself, exit code 3');
});

test("the system's sign of an orderly shutdown is part of the proof", async () => {
  await using lab = await openTestCluster(testPlan(), signs(true));
  await lab.up('broker-1');
  await stop.run(args, lab.context);
  expect(lab.events.at(-1)).toMatchObject({ happened: true, proof: { cleanShutdown: true } });
});

test('without that sign the node was not stopped in order', async () => {
  await using lab = await openTestCluster(testPlan(), signs(false));
  await lab.up('broker-1');
  await expect(stop.run(args, lab.context)).rejects.toThrow('without an orderly shutdown');
});

test.each([
  ['running', []],
  ['stopped', ['broker-1 does not run at this point; stop needs a running node']],
  ['paused', ['broker-1 is paused at this point; stop needs a running node']],
] as const)('walking: a node that is %s', (state, problems) => {
  expect(problemsOf(stop, { node: 'broker-1', timeout: '5s' }, { 'broker-1': state })).toEqual(problems);
});
