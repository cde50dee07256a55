import { expect, test } from 'vitest';
import { openDiskCluster, withDisks } from '../fixtures/disk-cluster.ts';
import { openTestCluster } from '../fixtures/test-cluster.ts';
import { problemsOf } from '../fixtures/walk.ts';
import { restartMachine } from './restart-machine.ts';

const args = (written: unknown) => restartMachine.schema.parse(written);

test('the process ends with its machine, which answers again and keeps its files', async () => {
  await using lab = await openTestCluster();
  await lab.up('broker-1', 'broker-2');
  const log = await lab.writeLog('broker-1', 3);
  const { pid } = lab.node('broker-1').process!;
  await restartMachine.run(args('broker-1'), lab.context);
  expect(lab.node('broker-1').state).toBe('stopped');
  expect(lab.node('broker-2').state).toBe('running');
  expect(lab.events.at(-1)).toMatchObject({
    fault: 'restart-machine',
    node: 'broker-1',
    happened: true,
    proof: { pid, signal: 'SIGKILL', answers: true, initStarted: [expect.any(Number), expect.any(Number)] },
  });
  expect(await lab.node('broker-1').machine.stat(log)).not.toBeNull();
  await lab.up('broker-1');
  expect(lab.node('broker-1').process?.pid).not.toBe(pid);
});

test('a paused node goes down with its machine, too', async () => {
  await using lab = await openTestCluster();
  await lab.up('broker-1');
  await lab.node('broker-1').pause();
  await restartMachine.run(args('broker-1'), lab.context);
  expect(lab.node('broker-1').state).toBe('stopped');
});

test('a node that was dead before is no proof', async () => {
  await using lab = await openTestCluster();
  await lab.up('broker-1');
  await lab.node('broker-1').end('SIGKILL', 5000);
  await expect(restartMachine.run(args('broker-1'), lab.context)).rejects.toThrow(
    'restart-machine broker-1: it did not run',
  );
});

withDisks('with disks', () => {
  test('what was written and not synced is there after the remount: no power loss', async () => {
    await using lab = await openDiskCluster();
    await lab.up('broker-1');
    await lab.writeRecords('broker-1', 5);
    await restartMachine.run(args('broker-1'), lab.context);
    const { disk, machine } = lab.node('broker-1');
    expect(await disk?.device()).toMatch(/^loop\d+$/);
    expect(await machine.stat(`${disk?.directory}/topic1-0/0.log`)).toMatchObject({ isFolder: false });
  });

  test('a disk that has failed is not mended by the way', async () => {
    await using lab = await openDiskCluster();
    await lab.up('broker-1');
    await lab.node('broker-1').disk?.cutPower({ journal: 'lost' });
    await expect(restartMachine.run(args('broker-1'), lab.context)).rejects.toThrow(
      'restart-machine broker-1: its disk has failed already',
    );
  });
});

test.each([
  ['running', []],
  ['stopped', ['broker-1 does not run at this point; restart-machine needs a running node']],
] as const)('walking: a node that is %s', (state, problems) => {
  expect(problemsOf(restartMachine, 'broker-1', { 'broker-1': state })).toEqual(problems);
});
