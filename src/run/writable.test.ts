import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { requireWritable } from './writable.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fsync-lab-writable-'));
  vi.stubEnv('XDG_STATE_HOME', join(folder, 'state'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

test('folders that can be made will do, and none is made', async () => {
  await requireWritable(join(folder, 'a/b/runs'));
  await expect(rm(join(folder, 'a'))).rejects.toThrow('ENOENT');
});

test('a folder that cannot be made is told with what names another one', async () => {
  await writeFile(join(folder, 'file'), '');
  await expect(requireWritable(join(folder, 'file/runs'))).rejects.toMatchObject({
    name: 'UserError',
    message: `cannot write to ${join(folder, 'file/runs')}: it is no folder`,
    hint: expect.stringContaining('--out DIR'),
  });
});

test('a state folder that cannot be made names XDG_STATE_HOME', async () => {
  await writeFile(join(folder, 'file'), '');
  vi.stubEnv('XDG_STATE_HOME', join(folder, 'file'));
  await expect(requireWritable(folder)).rejects.toMatchObject({
    message: `cannot write to ${join(folder, 'file/fsync-lab')}: it is no folder`,
    hint: expect.stringContaining('XDG_STATE_HOME=DIR'),
  });
});

test.skipIf(process.getuid?.() === 0)('a folder of somebody else is told as such', async () => {
  await chmod(folder, 0o555);
  await expect(requireWritable(join(folder, 'runs'))).rejects.toThrow('permission denied');
});
