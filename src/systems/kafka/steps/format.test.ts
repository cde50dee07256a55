import { expect, test } from 'vitest';
import { lineSystem } from '../../../steps/fixtures/line-system.ts';
import { testPlan } from '../../../steps/fixtures/plan.ts';
import { openTestCluster } from '../../../steps/fixtures/test-cluster.ts';
import { problemsOf } from '../../../steps/fixtures/walk.ts';
import { format } from './format.ts';

const args = format.schema.parse('broker-1');

/** A cluster whose nodes tell when their storage is prepared. */
async function openCounting() {
  const prepared: string[] = [];
  const lab = await openTestCluster(testPlan(), {
    nodes: (plan) =>
      lineSystem.nodes(plan).map((spec) => ({
        ...spec,
        prepare: async ({ machine }) => void prepared.push(machine.name),
      })),
  });
  return { lab, prepared };
}

test('the storage is prepared once, and the node is not started', async () => {
  const { lab, prepared } = await openCounting();
  await using _ = lab;
  expect(await format.run(args, lab.context)).toBe('its storage is ready for a first start');
  expect(lab.node('broker-1').state).toBe('new');
  await lab.up('broker-1');
  expect(prepared).toEqual(['broker-1']);
});

test('the storage of a running node is left alone', async () => {
  const { lab } = await openCounting();
  await using _ = lab;
  await lab.up('broker-1');
  await expect(format.run(args, lab.context)).rejects.toThrow('format broker-1: it is running');
});

test.each([
  ['stopped', []],
  ['running', ['broker-1 runs at this point; kill or stop it first, format needs a stopped node']],
] as const)('walking: a node that is %s', (state, problems) => {
  expect(problemsOf(format, 'broker-1', { 'broker-1': state })).toEqual(problems);
});
