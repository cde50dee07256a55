import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { readAll } from '../../lib/read-all.ts';
import { hostFiles } from '../../machines/local/files.ts';
import { overlay } from '../fixtures/overlay.ts';
import { openTestCluster } from '../fixtures/test-cluster.ts';
import { problemsOf } from '../fixtures/walk.ts';
import { corrupt } from './corrupt.ts';

// A record of the test's log is a line of 6 bytes: `7 1/7` and its end. Two bytes at its end tear it and the next one.
const args = (rest: object) => corrupt.schema.parse({ node: 'broker-2', ...rest });
const textOf = async (path: string) => String(await readAll(hostFiles.read(path)));

test.each([
  ['a record', { record: 7 }, 47],
  ['a place within a record', { record: 7, at: 5 }, 47],
  ['a place of a segment', { segment: 1, at: 47 }, 47],
  ['a place from the end of the active segment', { segment: -1, at: -13 }, 47],
  ['a place of a file', { file: 'topic1-0/0.log', at: 47 }, 47],
])('%s: the byte is another one, all others are as before', async (_title, where, at) => {
  await using lab = await openTestCluster();
  const path = await lab.writeLog('broker-2', 10);
  const before = await readAll(hostFiles.read(path));
  const text = `1 B at ${at} of topic1-0/0.log, 3 records can no longer be read`;
  expect(await corrupt.run(args(where), lab.context)).toBe(text);
  const after = await readAll(hostFiles.read(path));
  expect(after.length).toBe(before.length);
  expect([...after].flatMap((byte, index) => (byte === before[index] ? [] : [index]))).toEqual([at]);
  expect(lab.events.at(-1)).toMatchObject({
    fault: 'corrupt',
    node: 'broker-2',
    happened: true,
    proof: { file: 'topic1-0/0.log', at, changed: 1, before: '0a', after: 'f5' },
  });
});

test('a record is looked for in every segment', async () => {
  await using lab = await openTestCluster();
  await lab.writeLog('broker-2', 4);
  const second = await lab.writeLog('broker-2', 4, 4);
  await corrupt.run(args({ record: 5 }), lab.context);
  expect(lab.events.at(-1)).toMatchObject({ proof: { file: 'topic1-0/4.log', at: 11 } });
  expect(await textOf(second)).toMatch(/^4 1\/4\n5 1\/5[^\n]/);
});

test('zeros as of a block that was never written, in a file that is no log', async () => {
  await using lab = await openTestCluster();
  const { machine } = lab.node('broker-2');
  await machine.write(posix.join(machine.folder, 'checkpoint'), '0\n1\n0 0\n');
  const zeros = args({ file: 'checkpoint', at: 0, bytes: 4, with: 'zeros' });
  expect(await corrupt.run(zeros, lab.context)).toBe('4 B at 0 of checkpoint');
  await expect(corrupt.run(zeros, lab.context)).rejects.toThrow('these bytes are zeros already');
});

test.each([
  ['a place behind the end', { segment: 1, at: 60 }, 'topic1-0/0.log has 60 B, so there are no 1 B at 60'],
  ['a place before the file', { segment: 1, at: -61 }, 'there are no 1 B at -1'],
  ['a segment that is not there', { segment: 2, at: 0 }, 'its log of topic1-0 has 1 segments'],
  ['a record that is not there', { record: 10 }, 'its log holds no record 10'],
  ['a file that is not there', { file: 'a', at: 0 }, 'it has no file a'],
  ['a record that nobody hurt', { record: 7, at: 6 }, 'record 7 can still be read'],
])('%s did not happen', async (_title, rest, why) => {
  await using lab = await openTestCluster();
  await lab.writeLog('broker-2', 10);
  await expect(corrupt.run(args(rest), lab.context)).rejects.toThrow(why);
});

test.each([
  ['not done', async () => undefined, 'no byte changed'],
  ['done by half', (path: string) => hostFiles.overwrite(path, 47, Buffer.from([0])), '1 B changed, not 2'],
  [
    'done to another file',
    (path: string) => hostFiles.overwrite(`${path}.1`, 0, Buffer.from([0])),
    'no byte',
  ],
] as const)('a corruption that is %s is noticed', async (_title, doInstead, why) => {
  await using lab = await openTestCluster();
  const path = await lab.writeLog('broker-2', 10);
  const broker = lab.node('broker-2');
  await broker.machine.write(`${path}.1`, 'another file');
  const machine = overlay(broker.machine, { overwrite: doInstead });
  const context = { ...lab.context, select: async () => [overlay(broker, { machine })] };
  await expect(corrupt.run(args({ record: 7, bytes: 2 }), context)).rejects.toThrow(why);
});

test.each([
  [{ at: 0 }, 'expected one of `file`, `segment` and `record`'],
  [{ file: 'a', record: 1 }, 'expected one of `file`, `segment` and `record`'],
  [{ file: 'a', at: 0, partition: 'topic1-0' }, '`partition` goes with the last two'],
  [{ segment: 1 }, 'expected `at`, a byte of the file'],
  [{ segment: 0, at: 1 }, 'the number of a segment'],
  [{ file: '../../etc/passwd', at: 1 }, "inside the node's folder"],
  [{ record: 1, bytes: 0 }, 'a number of bytes'],
  [{ record: 1, with: 'ones' }, 'expected flip or zeros, got `ones`'],
])('%j is refused', (rest, message) => {
  const { error } = corrupt.schema.safeParse({ node: 'broker-2', ...rest });
  expect(error?.issues[0]?.message).toContain(message);
});

test.each([
  ['stopped', []],
  ['running', ['broker-2 runs at this point; kill or stop it first, corrupt needs a stopped node']],
] as const)('walking: a node that is %s', (state, problems) => {
  expect(problemsOf(corrupt, { node: 'broker-2', record: 1 }, { 'broker-2': state })).toEqual(problems);
});
