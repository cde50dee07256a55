import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { attachedImages, powerLossPower } from './disks.ts';

const isRoot = process.getuid?.() === 0;

afterEach(() => vi.unstubAllEnvs());

test.runIf(isRoot)('programs that are missing are named, with the packages that hold them', async () => {
  vi.stubEnv('PATH', '/nonexistent');
  expect(await powerLossPower()).toEqual({
    name: 'power-loss',
    there: false,
    why: 'it needs mkfs.ext4, mkfs.xfs, xfs_io, losetup, mount, umount',
    help: 'apt-get install e2fsprogs xfsprogs mount',
  });
});

test.runIf(isRoot)('without root there is no power loss, and the user is told who he is', () => {
  const program = `import(${JSON.stringify(join(import.meta.dirname, 'disks.ts'))})
    .then(async ({ powerLossPower }) => process.stdout.write(JSON.stringify(await powerLossPower())))`;
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', '-e', program], {
    uid: 65_534,
    encoding: 'utf8',
    env: { ...process.env, HOME: '/tmp' },
  });
  expect(JSON.parse(stdout)).toMatchObject({
    there: false,
    why: 'mounting a disk per node needs root (you are uid 65534)',
    help: 'use sudo',
  });
});

test('below a folder without any there are no images', async () => {
  expect(await attachedImages('/nonexistent')).toEqual([]);
});
