import { expect, test } from 'vitest';
import { openTestCluster } from '../fixtures/test-cluster.ts';
import { problemsOf } from '../fixtures/walk.ts';
import { wipe } from './wipe.ts';

const args = wipe.schema.parse('broker-1');

test('a wiped node has no files left, and the proof counts them before and after', async () => {
  await using lab = await openTestCluster();
  await lab.writeLog('broker-1', 10);
  expect(await wipe.run(args, lab.context)).toBe('2 files and folders, 60 B gone');
  const { machine } = lab.node('broker-1');
  expect(await machine.list(machine.folder)).toEqual([]);
  expect(lab.events.at(-1)).toMatchObject({
    fault: 'wipe',
    happened: true,
    proof: { entries: [2, 0], bytes: [60, 0] },
  });
});

test('a node without files cannot be wiped', async () => {
  await using lab = await openTestCluster();
  await expect(wipe.run(args, lab.context)).rejects.toThrow('wipe broker-1: it had no files');
});

test('a running node keeps its files', async () => {
  await using lab = await openTestCluster();
  await lab.writeLog('broker-1', 10);
  await lab.up('broker-1');
  await expect(wipe.run(args, lab.context)).rejects.toThrow('wipe broker-1: it is running');
  expect(await lab.cluster.system.readReplica(lab.node('broker-1').machine, 'topic1-0')).toMatchObject({
    end: 10,
  });
});

test.each([
  ['stopped', []],
  ['running', ['broker-1 runs at this point; kill or stop it first, wipe needs a stopped node']],
] as const)('walking: a node that is %s', (state, problems) => {
  expect(problemsOf(wipe, 'broker-1', { 'broker-1': state })).toEqual(problems);
});

test.each([
  ['broker-1', ['the nodes have disks of their own here; replace-disk gives one an empty disk']],
  ['broker-3', []],
])('walking: wipe of %s where broker-1 and broker-2 have disks', (node, problems) => {
  const states = { 'broker-1': 'stopped', 'broker-3': 'stopped' } as const;
  expect(problemsOf(wipe, node, states, ['broker-1', 'broker-2'])).toEqual(problems);
});
