import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hostFiles } from '../../machines/local/files.ts';
import type { Machine } from '../../machines/machine.ts';
import { logDirs, logDirsOf, partitionFolder } from './log-dirs.ts';

let folder: string;
let machine: Machine;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fsync-lab-dirs-'));
  machine = { ...hostFiles, name: 'broker-1', folder } as Machine;
});
afterEach(() => rm(folder, { recursive: true }));

const hold = (dir: string) => hostFiles.write(join(folder, dir, 'topic1-0/a'), '');

test('what a broker is told is what is found on its machine', async () => {
  await hold('disk/data');
  await hold('disk-2/data');
  expect((await logDirsOf(machine)).join(',')).toBe(logDirs(machine, 2));
  expect(logDirs(machine, 1)).toBe(`${folder}/disk/data`);
});

test.each([
  ['disk/data', ['disk/data']],
  ['disk-2/data', ['disk-2/data']],
  ['disk/data', []],
])('a partition is found in %s', async (dir, holding) => {
  await hostFiles.write(join(folder, 'disk-2/data/other'), '');
  for (const each of holding) await hold(each);
  expect(await partitionFolder(machine, 'topic1-0')).toBe(join(folder, dir, 'topic1-0'));
});

test('a partition that two directories have cannot be read for one', async () => {
  await hold('disk/data');
  await hold('disk-2/data');
  await expect(partitionFolder(machine, 'topic1-0')).rejects.toThrow('topic1-0 in 2 log directories');
});
