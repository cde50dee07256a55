import { expect, test } from 'vitest';
import { openDiskCluster, withDisks } from '../fixtures/disk-cluster.ts';
import { problemsOf } from '../fixtures/walk.ts';
import { diskFailure } from './disk-failure.ts';
import { replaceDisk } from './replace-disk.ts';

const args = replaceDisk.schema.parse('broker-1');

withDisks('a replaced disk', () => {
  test('is empty, and the proof counts what was on the old one', async () => {
    await using lab = await openDiskCluster();
    await lab.writeRecords('broker-1', 10);
    expect(await replaceDisk.run(args, lab.context)).toBe('2 files and folders gone');
    expect(lab.events.at(-1)).toMatchObject({ happened: true, proof: { entries: [2, 0] } });
    await lab.up('broker-1');
  });

  test('takes the place of a failed one', async () => {
    await using lab = await openDiskCluster();
    await lab.writeRecords('broker-1', 10);
    await diskFailure.run(diskFailure.schema.parse('broker-1'), lab.context);
    expect(await replaceDisk.run(args, lab.context)).toBe('the failed disk is replaced');
    expect(lab.node('broker-1').disk?.isCut).toBe(false);
    await lab.writeRecords('broker-1', 1);
  });

  test('of an empty one proves nothing', async () => {
    await using lab = await openDiskCluster();
    await expect(replaceDisk.run(args, lab.context)).rejects.toThrow('its disk was empty');
  });

  test('is not put under a process that runs', async () => {
    await using lab = await openDiskCluster();
    await lab.up('broker-1');
    await expect(replaceDisk.run(args, lab.context)).rejects.toThrow('replace-disk broker-1: it is running');
  });
});

test.each([
  ['stopped', []],
  ['running', ['broker-1 runs at this point; kill or stop it first, replace-disk needs a stopped node']],
] as const)('walking: a node that is %s', (state, problems) => {
  expect(problemsOf(replaceDisk, 'broker-1', { 'broker-1': state }, ['broker-1'])).toEqual(problems);
});
