import { expect, test } from 'vitest';
import type { Machine } from '../../machines/machine.ts';
import { heal } from '../actions/heal.ts';
import { openDiskCluster, withDisks } from '../fixtures/disk-cluster.ts';
import { overlay } from '../fixtures/overlay.ts';
import { problemsOf } from '../fixtures/walk.ts';
import { fillDisk } from './fill-disk.ts';

const args = (written: unknown) => fillDisk.schema.parse(written);

withDisks('a disk that is filled', () => {
  test('takes no block more, and is free again when it is healed', async () => {
    await using lab = await openDiskCluster();
    await lab.up('broker-1');
    await lab.writeRecords('broker-1', 1);
    // ext4 keeps some blocks for itself, which count as free and are nobody's.
    expect(await fillDisk.run(args('broker-1'), lab.context)).toMatch(/ free, a write finds no space left$/);
    expect(lab.events.at(-1)).toMatchObject({
      fault: 'fill-disk',
      happened: true,
      proof: {
        free: [expect.any(Number), expect.any(Number)],
        writes: [{ error: expect.stringContaining('No space left') }],
      },
    });
    await expect(lab.writeRecords('broker-1', 10_000)).rejects.toThrow('ENOSPC');
    expect(lab.node('broker-1').state).toBe('running');
    await heal.run(heal.schema.parse('broker-1'), lab.context);
    await lab.writeRecords('broker-1', 10_000);
  });

  test('of two disks only the one that is named', async () => {
    await using lab = await openDiskCluster(2);
    await fillDisk.run(args({ node: 'broker-1', dir: 2 }), lab.context);
    await lab.writeRecords('broker-1', 10_000);
  });

  test.each<[string, (argv: readonly string[]) => readonly string[]]>([
    ['not done', (argv) => (isFilling(argv) ? ['true'] : argv)],
    [
      'done by half',
      (argv) => (argv[0] === 'dd' ? ['true'] : argv.map((arg, at) => (isHalved(argv, at) ? '4096' : arg))),
    ],
    [
      'done to another file system',
      (argv) => argv.map((arg) => arg.replace(/^(of=)?.*\/filler$/, '$1/dev/null')),
    ],
  ])('that is %s is noticed', async (_title, instead) => {
    await using lab = await openDiskCluster();
    const broker = lab.node('broker-1');
    const exec: Machine['exec'] = (argv, options) => broker.machine.exec(bounded(instead(argv)), options);
    const machine = overlay(broker.machine, { exec });
    const context = { ...lab.context, select: async () => [overlay(broker, { machine })] };
    await expect(fillDisk.run(args('broker-1'), context)).rejects.toThrow(
      'a write to its disk still succeeds',
    );
  });
});

const isFilling = (argv: readonly string[]) => argv[0] === 'fallocate' || argv[0] === 'dd';
const isHalved = (argv: readonly string[], at: number) => argv[0] === 'fallocate' && at === 2;
/** /dev/null is never full. */
const bounded = (argv: readonly string[]) => (argv.includes('of=/dev/null') ? [...argv, 'count=1'] : argv);

test.each([
  ['with disks', ['broker-1'], []],
  ['without', [], ['it needs a disk per node; write `disk: { filesystem: ext4 }` under `cluster`']],
] as const)('walking: a plan %s', (_title, disks, problems) => {
  expect(problemsOf(fillDisk, 'broker-1', {}, disks)).toEqual(problems);
});
