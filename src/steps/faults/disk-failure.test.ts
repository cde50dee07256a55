import { expect, test } from 'vitest';
import { openDiskCluster, withDisks } from '../fixtures/disk-cluster.ts';
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
