import { expect, test } from 'vitest';
import { testPlan } from '../fixtures/plan.ts';
import { openTestCluster } from '../fixtures/test-cluster.ts';
import { problemsOf } from '../fixtures/walk.ts';
import { start } from './start.ts';

const args = start.schema.parse('broker-1');
const behaviours = { 'broker-1': 'exits-early' };
const expectDown = { loss: null, lost: null, anomalies: null, down: ['broker-1'], unavailable: null };

test('a started node is ready', async () => {
  await using lab = await openTestCluster();
  expect(await start.run(args, lab.context)).toBe('');
  expect(lab.node('broker-1').state).toBe('running');
});

test('a node that exits while it starts ends the steps', async () => {
  await using lab = await openTestCluster(testPlan({ behaviours }));
  await expect(start.run(args, lab.context)).rejects.toThrow('broker-1 exited while starting: ERROR no disk');
});

test('a node that is expected down and exits is as expected', async () => {
  await using lab = await openTestCluster(testPlan({ behaviours, expect: expectDown }));
  expect(await start.run(args, lab.context)).toBe('broker-1 did not come up, as expected (exit code 1)');
});

test('a node that is expected down but merely slow proves nothing', async () => {
  const plan = testPlan({ expect: expectDown });
  const neverReady = { ready: false, seen: 'no line' } as const;
  await using lab = await openTestCluster(plan, {
    nodes: () => [
      {
        name: 'broker-1',
        role: 'broker',
        ports: [],
        memoryMb: 64,
        holdsData: true,
        launch: async () => ({ argv: [process.execPath, '-e', 'setInterval(() => 0, 1000)'] }),
        readiness: async () => neverReady,
      },
    ],
  });
  await expect(start.run({ ...args, budgetMs: 50 }, lab.context)).rejects.toThrow('last seen no line');
});

test('a node that runs already ends the steps', async () => {
  await using lab = await openTestCluster();
  await lab.up('broker-1');
  await expect(start.run(args, lab.context)).rejects.toThrow('start broker-1: it is running already');
});

test.each([
  ['stopped', []],
  ['running', ['broker-1 runs at this point; start needs a stopped node']],
  ['paused', ['broker-1 is paused at this point; start needs a stopped node']],
] as const)('walking: a node that is %s', (state, problems) => {
  expect(problemsOf(start, 'broker-1', { 'broker-1': state })).toEqual(problems);
});
