import { symlink } from 'node:fs/promises';
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { hostFiles } from '../../machines/local/files.ts';
import { overlay } from '../fixtures/overlay.ts';
import { openTestCluster } from '../fixtures/test-cluster.ts';
import { problemsOf } from '../fixtures/walk.ts';
import { remove } from './remove.ts';

const args = (rest: object) => remove.schema.parse({ node: 'broker-2', ...rest });

test.each([
  ['the oldest segment', { segment: 1 }, '0.log', 0],
  ['the active one', { segment: -1 }, '4.log', 4],
  ['that of a record', { record: 5 }, '4.log', 4],
  ['one by its path', { file: 'topic1-0/4.log' }, '4.log', 4],
])('%s is gone, with the records that it held, and no other', async (_title, which, name, from) => {
  await using lab = await openTestCluster();
  const paths = [await lab.writeLog('broker-2', 4), await lab.writeLog('broker-2', 4, 4)];
  expect(await remove.run(args(which), lab.context)).toBe(`topic1-0/${name}, 24 B, 4 records gone`);
  expect(lab.events.at(-1)).toMatchObject({
    fault: 'remove',
    happened: true,
    proof: { bytes: 24, isGone: true, removed: [0, 1, 2, 3].map((at) => [from + at, `1/${from + at}`]) },
  });
  const left = await Promise.all(paths.map((path) => hostFiles.stat(path)));
  expect(left.filter((stat) => stat === null)).toHaveLength(1);
});

test.each([
  ['a file that is not there', { file: 'a' }, 'it has no file a'],
  ['a folder', { file: 'topic1-0' }, 'topic1-0 is a folder'],
  ['a link that leads out', { file: 'way-out' }, "way-out leads out of the node's folder"],
  ['a segment that is not there', { segment: 3 }, 'its log of topic1-0 has 1 segments'],
])('%s did not happen', async (_title, rest, why) => {
  await using lab = await openTestCluster();
  const others = await lab.writeLog('broker-1', 1);
  await lab.writeLog('broker-2', 4);
  await symlink(others, posix.join(lab.node('broker-2').machine.folder, 'way-out'));
  await expect(remove.run(args(rest), lab.context)).rejects.toThrow(why);
  expect(await hostFiles.stat(others)).not.toBeNull();
});

test.each([
  ['not done', async () => undefined],
  ['done to another file', (path: string) => hostFiles.remove(`${path}.1`)],
  ['done by half', (path: string) => hostFiles.truncate(path, 6)],
] as const)('a removal that is %s is noticed', async (_title, doInstead) => {
  await using lab = await openTestCluster();
  const path = await lab.writeLog('broker-2', 4);
  const broker = lab.node('broker-2');
  await broker.machine.write(`${path}.1`, 'another file');
  const machine = overlay(broker.machine, { remove: doInstead });
  const context = { ...lab.context, select: async () => [overlay(broker, { machine })] };
  await expect(remove.run(args({ segment: 1 }), context)).rejects.toThrow('topic1-0/0.log is still there');
});

test.each([
  [{}, 'expected one of `file`, `segment` and `record`'],
  [{ file: '/etc/passwd' }, "inside the node's folder"],
])('%j is refused', (rest, message) => {
  const { error } = remove.schema.safeParse({ node: 'broker-2', ...rest });
  expect(error?.issues[0]?.message).toContain(message);
});

test.each([
  ['stopped', []],
  ['running', ['broker-2 runs at this point; kill or stop it first, remove needs a stopped node']],
] as const)('walking: a node that is %s', (state, problems) => {
  expect(problemsOf(remove, { node: 'broker-2', segment: 1 }, { 'broker-2': state })).toEqual(problems);
});
