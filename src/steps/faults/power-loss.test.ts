import { expect, test } from 'vitest';
import type { Disk, Node } from '../../cluster/cluster.ts';
import { Inconclusive } from '../../errors.ts';
import { openDiskCluster, withDisks } from '../fixtures/disk-cluster.ts';
import { overlay } from '../fixtures/overlay.ts';
import { openTestCluster } from '../fixtures/test-cluster.ts';
import { problemsOf } from '../fixtures/walk.ts';
import { powerLoss } from './power-loss.ts';

const args = (written: unknown) => powerLoss.schema.parse(written);
const disks = ['broker-1', 'broker-2', 'broker-3'];
const tenAcked = () => Array.from({ length: 10 }, (_, offset) => ({ offset, value: `1/${offset}` }));

withDisks('a power loss on real disks', () => {
  test('takes what was not synced, and the canaries prove it', async () => {
    await using lab = await openDiskCluster();
    await lab.up('broker-1', 'broker-2');
    await lab.writeRecords('broker-1', 10);
    const context = { ...lab.context, acked: tenAcked, now: () => 140, lastAckAt: () => 100 };
    expect(await powerLoss.run(args('broker-1'), context)).toBe('10 → 0 records, 0.0 s after the last ack');
    expect(lab.events.at(-1)).toMatchObject({
      fault: 'power-loss',
      node: 'broker-1',
      happened: true,
      proof: {
        filesystem: 'ext4',
        journal: 'lost',
        canaries: { fsynced: 'back', unsynced: 'gone' },
        msSinceAck: 40,
        replicas: [{ partition: 'topic1-0', records: [10, 0], bytes: [60, 0] }],
        removed: tenAcked().map(({ offset, value }) => [offset, value]),
        killed: { signal: 'SIGKILL' },
      },
    });
    expect(lab.node('broker-1').state).toBe('stopped');
    expect(lab.node('broker-2').state).toBe('running');
  });

  test('keeps what was synced, and was a power loss all the same', async () => {
    await using lab = await openDiskCluster();
    await lab.up('broker-1');
    await lab.writeRecords('broker-1', 10);
    await lab.node('broker-1').disk?.settle();
    const context = { ...lab.context, acked: tenAcked };
    expect(await powerLoss.run(args('broker-1'), context)).toBe('10 → 10 records');
    expect(lab.events.at(-1)).toMatchObject({ happened: true, proof: { removed: [] } });
  });

  test('shows each log before, and what of it is durable', async () => {
    await using lab = await openDiskCluster();
    await lab.writeRecords('broker-1', 10);
    await powerLoss.run(args('broker-1'), lab.context);
    const logs = lab.events.filter(({ type }) => type === 'log' || type === 'unread-log');
    expect(logs).toMatchObject([
      { durable: false, records: 10 },
      { durable: true, absent: true, why: 'broker-1 has no log of topic1-0' },
    ]);
  });

  test('hits several nodes at once, also one that is paused and one that is down', async () => {
    await using lab = await openDiskCluster();
    await lab.up('broker-1', 'broker-2');
    await lab.node('broker-2').pause();
    await powerLoss.run(args({ node: disks, journal: 'flushed' }), lab.context);
    expect(lab.events.filter(({ type }) => type === 'fault')).toMatchObject(
      disks.map((node) => ({ node, happened: true, proof: { journal: 'flushed' } })),
    );
    expect(disks.map((name) => lab.node(name).state)).toEqual(['stopped', 'stopped', 'new']);
  });

  test('a node that lost power starts again on its disk', async () => {
    await using lab = await openDiskCluster();
    await lab.up('broker-1');
    await powerLoss.run(args('broker-1'), lab.context);
    await lab.up('broker-1');
    expect(lab.node('broker-1').state).toBe('running');
  });

  test('did not happen when the cut does nothing', async () => {
    await using lab = await openDiskCluster();
    await lab.up('broker-1');
    const broker = lab.node('broker-1');
    const select = async () => [withHarmlessCut(broker)];
    const cutting = powerLoss.run(args('broker-1'), { ...lab.context, select });
    await expect(cutting).rejects.toThrow('the unsynced canary survived, so nothing was cut');
    expect(lab.events.at(-1)).toMatchObject({
      happened: false,
      proof: { canaries: { fsynced: 'back', unsynced: 'back' } },
    });
  });
});

test('a node without a disk of its own cannot lose power', async () => {
  await using lab = await openTestCluster();
  const cutting = powerLoss.run(args('broker-1'), lab.context);
  await expect(cutting).rejects.toThrow(new Inconclusive('power-loss broker-1: it has no disk of its own'));
});

test.each([
  ['any node', 'broker-1', { 'broker-2': 'stopped' }, disks, []],
  ['all brokers', { node: 'brokers', journal: 'flushed' }, {}, disks, []],
  [
    'a plan without disks',
    'leader',
    {},
    [],
    ['it needs a disk per node; write `disk: { filesystem: ext4 }` under `cluster`'],
  ],
  [
    'a node that keeps no data',
    ['broker-1', 'broker-3'],
    {},
    ['broker-1', 'broker-2'],
    ['broker-3: no disk of its own to cut, as only broker-1, broker-2 keep data'],
  ],
] as const)('walking: %s', (_title, written, states, withDisk, problems) => {
  expect(problemsOf(powerLoss, written, states, withDisk)).toEqual(problems);
});

/** The node as it is, but its disk's cut is a no-op: what a broken ioctl would be. */
function withHarmlessCut(node: Node): Node {
  const disk = overlay(node.disk as Disk, { cutPower: async () => undefined });
  return overlay(node, { disk });
}
