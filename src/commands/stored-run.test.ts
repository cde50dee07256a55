import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { storedRun } from './stored-run.ts';

let out: string;
const early = '2026-11-27T15-27-46-8da38770';
const late = '2026-11-27T16-00-00-00000000';
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'fsync-lab-stored-'));
  for (const run of [
    `key9-loss/${early}`,
    'key9-loss/2026-11-27T15-27-45-ffffffff',
    `kill-all/${late}`,
    'kill-all/notes',
  ])
    await mkdir(join(out, run), { recursive: true });
  await symlink(late, join(out, 'kill-all/latest'));
});
afterAll(() => rm(out, { recursive: true, force: true }));

test('a scenario stands for its latest run, also by the name of its file', async () => {
  expect(await storedRun('key9-loss', out)).toBe(join(out, 'key9-loss', early));
  expect(await storedRun('key9-loss.yaml', out)).toBe(join(out, 'key9-loss', early));
});

test('nothing stands for the latest run of all', async () => {
  expect(await storedRun(undefined, out)).toBe(join(out, 'kill-all', late));
});

test('a path is a path', async () => {
  expect(await storedRun(out, '/nowhere')).toBe(out);
  expect(await storedRun(join(out, 'gone/history.jsonl'), out)).toBe(join(out, 'gone/history.jsonl'));
});

test('what was never run is told with what to name', async () => {
  await expect(storedRun('kill-al', out)).rejects.toMatchObject({
    message: `there is neither a file nor a run of kill-al in ${out}/`,
    hint: expect.stringContaining('--out DIR'),
  });
  await expect(storedRun(undefined, join(out, 'kill-all/notes'))).rejects.toThrow('there is no run in');
});
