import { expect, test } from 'vitest';
import type { Disk } from '../../cluster/cluster.ts';
import { heal } from '../actions/heal.ts';
import { openDiskCluster, withDisks } from '../fixtures/disk-cluster.ts';
import { overlay } from '../fixtures/overlay.ts';
import { problemsOf } from '../fixtures/walk.ts';
import { diskFailure } from './disk-failure.ts';
import { powerLoss } from './power-loss.ts';

const args = diskFailure.schema.parse('broker-1');

withDisks('a disk failure on a real disk', () => {
  test('makes every write fail while the process lives', async () => {
    await using lab = await openDiskCluster();
    await lab.up('broker-1');
    expect(await diskFailure.run(args, lab.context)).toBe('writes fail with an I/O error');
    expect(lab.node('broker-1').state).toBe('running');
    expect(lab.events.at(-1)).toMatchObject({ fault: 'disk-failure', node: 'broker-1', happened: true });
    expect(lab.node('broker-1').disk?.isCut).toBe(true);
  });

  test('of one disk of two leaves the other one to be written, and heals with it', async () => {
    await using lab = await openDiskCluster(2);
    const { disk, machine } = lab.node('broker-1');
    const second = diskFailure.schema.parse({ node: 'broker-1', dir: 2 });
    await diskFailure.run(second, lab.context);
    expect(disk?.parts.map(({ isCut }) => isCut)).toEqual([false, true]);
    const touch = (at: number) => machine.exec(['touch', `${disk?.parts[at]?.directory}/a`]);
    expect([(await touch(0)).exitCode, (await touch(1)).exitCode]).toEqual([0, 1]);
    await expect(diskFailure.run(second, lab.context)).rejects.toThrow('its disk 2 has failed already');
    const third = diskFailure.schema.parse({ node: 'broker-1', dir: 3 });
    await expect(diskFailure.run(third, lab.context)).rejects.toThrow('it has 2 disks, not 3');
    await heal.run(heal.schema.parse('broker-1'), lab.context);
    expect((await touch(1)).exitCode).toBe(0);
  });

  test.each([
    ['not done', async () => undefined],
    ['done to another disk', (other: Disk) => other.cutPower({ journal: 'lost' })],
  ] as const)('that is %s is noticed', async (_title, doInstead) => {
    await using lab = await openDiskCluster(2);
    const broker = lab.node('broker-1');
    const { parts: real } = broker.disk as Disk;
    const [first, second] = real as readonly [Disk, Disk];
    const parts = [first, overlay(second, { cutPower: () => doInstead(first) })];
    const disk = overlay(broker.disk as Disk, { parts });
    const context = { ...lab.context, select: async () => [overlay(broker, { disk })] };
    const failing = diskFailure.run(diskFailure.schema.parse({ node: 'broker-1', dir: 2 }), context);
    await expect(failing).rejects.toThrow('a write to its disk still succeeds');
  });

  test('leaves nothing to fail or cut a second time', async () => {
    await using lab = await openDiskCluster();
    await diskFailure.run(args, lab.context);
    await expect(diskFailure.run(args, lab.context)).rejects.toThrow('its disk has failed already');
    await expect(powerLoss.run(powerLoss.schema.parse('broker-1'), lab.context)).rejects.toThrow(
      'power-loss broker-1: its disk has failed already',
    );
  });
});

test.each([
  ['with disks', ['broker-1'], []],
  ['without', [], ['it needs a disk per node; write `disk: { filesystem: ext4 }` under `cluster`']],
] as const)('walking: a plan %s', (_title, disks, problems) => {
  expect(problemsOf(diskFailure, 'broker-1', {}, disks)).toEqual(problems);
});

test.each([
  [2, []],
  [3, ['broker-1 has 2 disks, so there is no disk 3; `logDirs` says how many']],
])('walking: disk %i of two', (dir, problems) => {
  expect(problemsOf(diskFailure, { node: 'broker-1', dir }, {}, ['broker-1'])).toEqual(problems);
});
