import { expect, test } from 'vitest';
import { powerLoss } from '../faults/power-loss.ts';
import { openDiskCluster, withDisks } from '../fixtures/disk-cluster.ts';
import { problemsOf } from '../fixtures/walk.ts';
import { settle } from './settle.ts';

withDisks('settle on real disks', () => {
  test('keeps what was written before it; only what follows is at risk', async () => {
    await using lab = await openDiskCluster();
    await lab.writeRecords('broker-1', 10);
    expect(await settle.run(settle.schema.parse('broker-1'), lab.context)).toBe(
      'everything written so far is synced',
    );
    await lab.node('broker-1').machine.write(`${lab.node('broker-1').disk?.directory}/later`, 'x');
    await powerLoss.run(powerLoss.schema.parse('broker-1'), lab.context);
    const { machine, disk } = lab.node('broker-1');
    const left = (await machine.list(disk?.directory ?? '')).map(({ path }) => path);
    expect(left).toContain('topic1-0/0.log');
    expect(left).not.toContain('later');
  });
});

test.each([
  ['with disks', ['broker-1', 'broker-2', 'broker-3'], []],
  ['without', [], ['it needs a disk per node; write `disk: { filesystem: ext4 }` under `cluster`']],
])('walking: a plan %s', (_title, disks, problems) => {
  expect(problemsOf(settle, 'brokers', {}, disks)).toEqual(problems);
});
