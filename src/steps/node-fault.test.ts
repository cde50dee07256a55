import { expect, test } from 'vitest';
import { openTestCluster, type TestCluster } from './fixtures/test-cluster.ts';
import { defineNodeFault, each } from './node-fault.ts';
import { nodeArgs } from './nodes.ts';
import { type Shown, shownBy } from './step.ts';

const done = (node: string): Shown => ({ proof: {}, why: null, text: `hurt ${node}` });
const proven = (node: string) => shownBy(node, done(node));

function chill(hurt: Parameters<typeof defineNodeFault>[0]['hurt'], takes: 'any' | 'stopped' = 'any') {
  const words = { name: 'chill', summary: '', example: '', describe: () => 'chill' };
  return defineNodeFault({ ...words, schema: nodeArgs, takes, hurt });
}

const faultsOf = ({ events }: TestCluster) => events.filter(({ type }) => type === 'fault');

const two = nodeArgs.parse(['broker-1', 'broker-2']);

test('each node proves for itself', async () => {
  await using lab = await openTestCluster();
  const fault = chill(each(async ({ name }) => done(name)));
  expect(await fault.run(two, lab.context)).toBe('broker-1 hurt broker-1; broker-2 hurt broker-2');
  expect(faultsOf(lab)).toMatchObject([
    { node: 'broker-1', happened: true },
    { node: 'broker-2', happened: true },
  ]);
});

test('done to one node of two is not done', async () => {
  await using lab = await openTestCluster();
  const fault = chill(async () => [proven('broker-1')]);
  await expect(fault.run(two, lab.context)).rejects.toThrow('chill broker-2: nothing shows that it happened');
});

test('done to another node is not done', async () => {
  await using lab = await openTestCluster();
  const fault = chill(async () => [proven('broker-1'), proven('broker-3')]);
  await expect(fault.run(two, lab.context)).rejects.toThrow('chill broker-2: nothing shows that it happened');
});

test('one name of several that means nobody ends the steps before anybody is hurt', async () => {
  await using lab = await openTestCluster();
  const select = async (targets: readonly string[]) =>
    targets.includes('followers') ? [] : [lab.node('broker-1')];
  const fault = chill(each(async ({ name }) => done(name)));
  const running = fault.run(nodeArgs.parse(['broker-1', 'followers']), { ...lab.context, select });
  await expect(running).rejects.toThrow('followers: no node is that now');
  expect(faultsOf(lab)).toEqual([]);
});

test('files are not changed under any process, whoever else is stopped', async () => {
  await using lab = await openTestCluster();
  await lab.up('broker-1');
  const hurt: string[] = [];
  const fault = chill(
    each(async ({ name }) => {
      hurt.push(name);
      return done(name);
    }),
    'stopped',
  );
  await expect(fault.run(two, lab.context)).rejects.toThrow('chill broker-1: it is running');
  expect(hurt).toEqual([]);
});

test('what says why it did not happen did not, and nothing else tells it did', () => {
  expect(shownBy('broker-1', { proof: {}, why: '0 B removed', text: '750 → 750 B' })).toMatchObject({
    happened: false,
    why: '0 B removed',
  });
  expect(shownBy('broker-1', done('broker-1'))).toEqual(proven('broker-1'));
  expect(shownBy('broker-1', { proof: {}, why: '' })).toMatchObject({ happened: false });
});
