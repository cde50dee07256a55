import { expect, test } from 'vitest';
import { Inconclusive } from '../../errors.ts';
import { openTestCluster } from '../fixtures/test-cluster.ts';
import { problemsOf } from '../fixtures/walk.ts';
import { kill } from './kill.ts';

const args = (written: unknown) => kill.schema.parse(written);

test('a killed node is gone, and the signal that ended it is the proof', async () => {
  await using lab = await openTestCluster();
  await lab.up('broker-1');
  const pid = lab.node('broker-1').process?.pid;
  expect(await kill.run(args('broker-1'), lab.context)).toBe('SIGKILL, its disk keeps everything');
  expect(lab.node('broker-1').state).toBe('stopped');
  expect(lab.events.at(-1)).toMatchObject({
    type: 'fault',
    fault: 'kill',
    node: 'broker-1',
    happened: true,
    proof: { pid, signal: 'SIGKILL' },
  });
});

test('a paused node can be killed', async () => {
  await using lab = await openTestCluster();
  await lab.up('broker-1');
  await lab.node('broker-1').pause();
  await kill.run(args('broker-1'), lab.context);
  expect(lab.node('broker-1').state).toBe('stopped');
});

test('a node that was dead before is no proof, but the others are recorded first', async () => {
  await using lab = await openTestCluster();
  await lab.up('broker-1', 'broker-2');
  await lab.node('broker-1').end('SIGKILL', 5000);
  const killing = kill.run(args(['broker-1', 'broker-2']), lab.context);
  await expect(killing).rejects.toThrow(new Inconclusive('kill broker-1: it did not run'));
  const faults = lab.events.filter(({ type }) => type === 'fault');
  expect(faults).toMatchObject([
    { node: 'broker-2', happened: true },
    { node: 'broker-1', happened: false },
  ]);
});

test('a role that nobody has ends the steps', async () => {
  await using lab = await openTestCluster();
  const context = { ...lab.context, select: async () => [] };
  await expect(kill.run(args('followers'), context)).rejects.toThrow('followers: no node is that now');
});

test.each([
  ['a running node', 'broker-1', {}, []],
  ['a paused node', 'broker-1', { 'broker-1': 'paused' }, []],
  ['a node that may run', 'broker-1', { 'broker-1': 'maybe' }, []],
  ['a role that may mean a running node', 'leader', { 'broker-1': 'stopped' }, []],
  [
    'a stopped node',
    ['broker-1', 'broker-2'],
    { 'broker-1': 'stopped' },
    ['broker-1 does not run at this point; kill needs a running node'],
  ],
  [
    'a role that can only mean stopped nodes',
    'leader',
    { 'broker-1': 'stopped', 'broker-2': 'stopped', 'broker-3': 'stopped' },
    [
      "'leader' finds no node that will do at this point: broker-1 does not run, broker-2 does not run, broker-3 does not run; kill needs a running node",
    ],
  ],
  [
    'an unknown partition',
    { node: 'leader', partition: 'orders-7' },
    {},
    ["no partition is called 'orders-7'; there are topic1-0"],
  ],
] as const)('walking: %s', (_title, written, states, problems) => {
  expect(problemsOf(kill, written, states)).toEqual(problems);
});
