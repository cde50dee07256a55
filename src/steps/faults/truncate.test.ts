import { symlink } from 'node:fs/promises';
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { hostFiles } from '../../machines/local/files.ts';
import { overlay } from '../fixtures/overlay.ts';
import { openTestCluster } from '../fixtures/test-cluster.ts';
import { problemsOf } from '../fixtures/walk.ts';
import { truncate } from './truncate.ts';

// A record of the test's log is a line of 6 bytes: `0 1/0` and its end.
const cut = (rest: object, node = 'broker-2') => truncate.schema.parse({ node, ...rest });

test('ten bytes tear the last record but one, and the proof names both', async () => {
  await using lab = await openTestCluster();
  await lab.writeLog('broker-2', 10);
  expect(await truncate.run(cut({ bytes: 10 }), lab.context)).toBe('60 → 50 B, 10 → 8 records');
  expect(lab.events.at(-1)).toMatchObject({
    fault: 'truncate',
    node: 'broker-2',
    happened: true,
    proof: {
      file: 'topic1-0/0.log',
      bytes: [60, 50],
      records: [10, 8],
      removed: [
        [8, '1/8'],
        [9, '1/9'],
      ],
    },
  });
});

test.each([
  ['batches', { batches: 3 }, '60 → 42 B, 10 → 7 records'],
  ['records', { records: 2 }, '60 → 48 B, 10 → 8 records'],
  ['all of it', { bytes: 60 }, '60 → 0 B, 10 → 0 records'],
])('%s', async (_title, amount, text) => {
  await using lab = await openTestCluster();
  await lab.writeLog('broker-2', 10);
  expect(await truncate.run(cut(amount), lab.context)).toBe(text);
});

test.each([
  ['nothing cut', { bytes: 0 }, '0 B removed'],
  ['a file that is missing', { bytes: 1, file: 'topic1-0/7.log' }, 'it has no file topic1-0/7.log'],
  ['a folder', { bytes: 1, file: 'topic1-0' }, 'topic1-0 is a folder'],
  ['more than there is', { bytes: '4KiB' }, 'there are only 60 B'],
  ['more batches than there are', { batches: 99 }, 'there are only 10 batches'],
  ['more than a file has', { bytes: 9, file: 'topic1-0/0.index' }, 'topic1-0/0.index has only 5 B'],
  ['records of a file without any', { records: 1, file: 'topic1-0/0.index' }, 'it can only be cut by bytes'],
])('%s did not happen', async (_title, rest, why) => {
  await using lab = await openTestCluster();
  const path = await lab.writeLog('broker-2', 10);
  await lab.node('broker-2').machine.write(path.replace('.log', '.index'), 'index');
  await expect(truncate.run(cut(rest), lab.context)).rejects.toThrow(why);
  expect(await lab.cluster.system.readReplica(lab.node('broker-2').machine, 'topic1-0')).toMatchObject({
    end: 10,
  });
});

test('it goes on into earlier segments, past one that has just been rolled', async () => {
  await using lab = await openTestCluster();
  const { machine } = lab.node('broker-2');
  const first = await lab.writeLog('broker-2', 4);
  const second = await lab.writeLog('broker-2', 4, 4);
  const rolled = await lab.writeLog('broker-2', 0, 8);
  for (const log of [first, second, rolled]) await machine.write(log.replace('.log', '.index'), 'index');
  const text = '48 → 12 B, 8 → 2 records, 2 segments gone whole';
  expect(await truncate.run(cut({ records: 6 }), lab.context)).toBe(text);
  expect((await machine.list(posix.join(machine.folder, 'topic1-0'))).map(({ path }) => path)).toEqual([
    '0.index',
    '0.log',
  ]);
  expect(lab.events.at(-1)).toMatchObject({
    happened: true,
    proof: { asked: '6 records', records: [8, 2], removed: [2, 3, 4, 5, 6, 7].map((at) => [at, `1/${at}`]) },
  });
});

test('of a file in which no records live the changed size is the proof', async () => {
  await using lab = await openTestCluster();
  const { machine } = lab.node('broker-2');
  await machine.write(posix.join(machine.folder, 'topic1-0/leader-epoch-checkpoint'), '0\n1\n0 0\n');
  const args = cut({ bytes: 4, file: 'topic1-0/leader-epoch-checkpoint' });
  expect(await truncate.run(args, lab.context)).toBe('8 → 4 B');
  expect(lab.events.at(-1)).toMatchObject({ happened: true, proof: { asked: '4 B', bytes: [8, 4] } });
});

test.each([
  ['not done', async () => undefined, '0 B removed'],
  ['done by half', (path: string) => hostFiles.truncate(path, 54), '6 B removed, not 12 B'],
  ['done to another file', (path: string) => hostFiles.truncate(`${path}.1`, 0), '0 B removed'],
] as const)('a cut that is %s is noticed', async (_title, doInstead, why) => {
  await using lab = await openTestCluster();
  const path = await lab.writeLog('broker-2', 10);
  const broker = lab.node('broker-2');
  await broker.machine.write(`${path}.1`, 'another file');
  const machine = overlay(broker.machine, { truncate: doInstead });
  const context = { ...lab.context, select: async () => [overlay(broker, { machine })] };
  await expect(truncate.run(cut({ bytes: 12 }), context)).rejects.toThrow(why);
  await lab.writeLog('broker-2', 10);
  await expect(truncate.run(cut({ bytes: 12, file: 'topic1-0/0.log' }), context)).rejects.toThrow(why);
});

test('a node without the partition did not lose any of it', async () => {
  await using lab = await openTestCluster();
  await expect(truncate.run(cut({ bytes: 1 }), lab.context)).rejects.toThrow('it has no log of topic1-0');
});

test('on a node without replicas any file that got shorter is proof', async () => {
  await using lab = await openTestCluster();
  const { machine } = lab.node('broker-3');
  await machine.write(posix.join(machine.folder, 'version-2/snapshot'), 'snapshot');
  const args = cut({ bytes: 5, file: 'version-2/snapshot' }, 'broker-3');
  expect(await truncate.run(args, lab.context)).toBe('8 → 3 B');
});

test("a link that leads out of the node's folder is not followed", async () => {
  await using lab = await openTestCluster();
  const others = await lab.writeLog('broker-1', 10);
  await lab.writeLog('broker-2', 10);
  const { machine } = lab.node('broker-2');
  await symlink(others, posix.join(machine.folder, 'way-out.log'));
  const args = cut({ bytes: 10, file: 'way-out.log' });
  await expect(truncate.run(args, lab.context)).rejects.toThrow("way-out.log leads out of the node's folder");
  expect(await machine.stat(others)).toMatchObject({ bytes: 60 });
});

test.each(['running', 'paused'])('a node that is %s keeps its log', async (state) => {
  await using lab = await openTestCluster();
  const path = await lab.writeLog('broker-2', 10);
  await lab.up('broker-2');
  if (state === 'paused') await lab.node('broker-2').pause();
  await expect(truncate.run(cut({ bytes: 10 }), lab.context)).rejects.toThrow(`it is ${state}`);
  expect(await lab.node('broker-2').machine.stat(path)).toMatchObject({ bytes: 60 });
});

test.each([
  [{ node: 'broker-2' }, 'expected one of `bytes`, `batches` and `records`'],
  [{ node: 'broker-2', bytes: 1, records: 1 }, 'expected one of `bytes`, `batches` and `records`'],
  [{ node: 'broker-2', bytes: 1, file: 'a', partition: 'topic1-0' }, 'expected `partition` or `file`'],
  [{ node: 'broker-2', bytes: 1, file: '/etc/passwd' }, "inside the node's folder"],
  [{ node: 'broker-2', bytes: 1, file: 'topic1-0/../../broker-1/x' }, "inside the node's folder"],
  [{ node: 'broker-2', bytes: 1, file: '' }, "inside the node's folder"],
  [{ node: 'broker-2', batches: 1.5 }, 'expected a whole number'],
])('%j is refused', (written, message) => {
  expect(truncate.schema.safeParse(written).error?.issues[0]?.message).toContain(message);
});

test.each([
  ['stopped', []],
  ['running', ['broker-2 runs at this point; kill or stop it first, truncate needs a stopped node']],
] as const)('walking: a node that is %s', (state, problems) => {
  expect(problemsOf(truncate, { node: 'broker-2', bytes: 10 }, { 'broker-2': state })).toEqual(problems);
});

test.each([
  [{ bytes: 10 }, 'truncate broker-2 by 10 B'],
  [{ batches: 1 }, 'truncate broker-2 by 1 batch'],
  [{ records: 3 }, 'truncate broker-2 by 3 records'],
  [{ bytes: 1, file: 'a.log' }, 'truncate broker-2 by 1 B in a.log'],
])('%j reads: %s', (amount, text) => {
  expect(truncate.describe(cut(amount))).toBe(text);
});
