import { expect, test } from 'vitest';
import type { Disk, Node } from '../../cluster/cluster.ts';
import { openDiskCluster, withDisks } from '../fixtures/disk-cluster.ts';
import { overlay } from '../fixtures/overlay.ts';
import { openTestCluster, type TestCluster } from '../fixtures/test-cluster.ts';
import type { Step } from '../step.ts';
import { diskFailure } from './disk-failure.ts';
import { fsync } from './fsync.ts';
import { kill } from './kill.ts';
import { pause } from './pause.ts';
import { powerLoss } from './power-loss.ts';
import { replaceDisk } from './replace-disk.ts';
import { restart } from './restart.ts';
import { restartMachine } from './restart-machine.ts';
import { stop } from './stop.ts';
import { wipe } from './wipe.ts';

// Each fault is done by half, done to another node, or not done at all, and says so all the same: its proof must notice.
// Those of truncate, corrupt, remove and disk-failure have their mutations beside them.

type Broken = (broker: Node, other: Node) => Partial<Node>;

/** Runs the fault on a broker-1 that does something else instead. */
function runBroken(lab: TestCluster, step: Step, broken: Broken, written: unknown = 'broker-1') {
  const broker = lab.node('broker-1');
  const select = async () => [overlay(broker, broken(broker, lab.node('broker-2')))];
  return step.run(step.schema.parse(written), { ...lab.context, select });
}

const sigkilled = { code: null, signal: 'SIGKILL' } as const;
const withMachine = ({ machine }: Node, changes: Partial<Node['machine']>): Partial<Node> => {
  return { machine: overlay(machine, changes) };
};

test.each<[string, Step, Broken, string]>([
  ['kill not done', kill, () => ({ end: async () => sigkilled }), 'shows its process as running'],
  [
    'kill done to another',
    kill,
    (_, other) => ({ end: () => other.end('SIGKILL', 5000) }),
    'process as running',
  ],
  ['kill done softly', kill, (broker) => ({ end: () => broker.end('SIGTERM', 5000) }), 'it ended by itself'],
  ['stop not done', stop, () => ({ end: async () => ({ code: 143, signal: null }) }), 'process as running'],
  [
    'stop done to another',
    stop,
    (_, other) => ({ end: () => other.end('SIGTERM', 5000) }),
    'process as running',
  ],
  [
    'stop done hard',
    stop,
    (broker) => ({ end: () => broker.end('SIGKILL', 5000) }),
    'it ended by itself, SIGKILL',
  ],
  ['pause not done', pause, () => ({ pause: async () => 'stopped' }), 'the kernel shows it as running'],
  [
    'pause done to another',
    pause,
    (_, other) => ({ pause: () => other.pause() }),
    'the kernel shows it as running',
  ],
  [
    'restart done by half',
    restart,
    () => ({ start: async () => undefined }),
    'it is stopped, not running again',
  ],
  ['restart not done', restart, () => ({ end: async () => sigkilled }), 'shows its process as running'],
  [
    'restartMachine done by half',
    restartMachine,
    (broker) => ({
      restartMachine: () => broker.end('SIGKILL', 5000),
      ...withMachine(broker, { exec: async () => ({ exitCode: 0, stdout: inContainer, stderr: '' }) }),
    }),
    'its machine runs on as before',
  ],
  [
    'restartMachine not done',
    restartMachine,
    () => ({ restartMachine: async () => sigkilled }),
    'its process is still there',
  ],
])('%s is noticed', async (_title, step, broken, why) => {
  await using lab = await openTestCluster();
  await lab.up('broker-1', 'broker-2');
  await expect(runBroken(lab, step, broken)).rejects.toThrow(why);
  expect(lab.events.filter(({ type }) => type === 'fault').length).toBeLessThan(2);
});

/** /proc/1/stat of an init that began when nothing else did. */
const inContainer = `1 (tini) S ${'0 '.repeat(18)}4711 0\n`;

test.each<[string, Broken, string]>([
  ['not done', (broker) => withMachine(broker, { remove: async () => undefined }), '3 files are still there'],
  [
    'done by half',
    (broker) =>
      withMachine(broker, { remove: (path) => broker.machine.remove(path.replace(/topic1-0$/, '$&/0.log')) }),
    '2 files are still there',
  ],
  [
    'done to another',
    (broker, { machine }) => withMachine(broker, { remove: () => machine.remove(machine.folder) }),
    '3 files',
  ],
])('a wipe that is %s is noticed', async (_title, broken, why) => {
  await using lab = await openTestCluster();
  await lab.writeLog('broker-1', 10);
  await lab.writeLog('broker-1', 10, 10);
  await expect(runBroken(lab, wipe, broken)).rejects.toThrow(why);
});

const withDisk = ({ disk }: Node, changes: Partial<Disk>): Partial<Node> => {
  return { disk: overlay(disk as Disk, changes) };
};

withDisks('on real disks', () => {
  test.each<[string, Broken]>([
    ['not done', (broker) => withDisk(broker, { cutPower: async () => undefined })],
    [
      'done to another',
      (broker, { disk }) => withDisk(broker, { cutPower: async (options) => disk?.cutPower(options) }),
    ],
    [
      'done to one disk of two',
      (broker) => withDisk(broker, { cutPower: async (options) => broker.disk?.parts[0]?.cutPower(options) }),
    ],
  ])('a loss of power that is %s is noticed', async (_title, broken) => {
    await using lab = await openDiskCluster(2);
    await lab.up('broker-1');
    await expect(runBroken(lab, powerLoss, broken)).rejects.toThrow('nothing was cut');
  });

  test.each<[string, Broken]>([
    ['not done', () => ({ replaceDisk: async () => undefined })],
    ['done to another', (_, other) => ({ replaceDisk: () => other.replaceDisk() })],
  ])('a replacement that is %s is noticed', async (_title, broken) => {
    await using lab = await openDiskCluster();
    await lab.writeRecords('broker-1', 10);
    await expect(runBroken(lab, replaceDisk, broken)).rejects.toThrow('2 files and folders are still there');
    await diskFailure.run(diskFailure.schema.parse('broker-1'), lab.context);
    await expect(runBroken(lab, replaceDisk, broken)).rejects.toThrow();
  });

  test.each<[string, Broken]>([
    [
      'not done',
      (broker) => ({ setFsync: async () => ({ ...(await broker.setFsync('honest')), lying: 1 }) }),
    ],
    ['done by half', (broker) => ({ setFsync: () => broker.setFsync('honest') })],
  ])('a lie that is %s is noticed', async (_title, broken) => {
    await using lab = await openDiskCluster();
    const lie = runBroken(lab, fsync, broken, { node: 'broker-1', mode: 'lies' });
    await expect(lie).rejects.toThrow(/libeatmydata/);
  });
});
