import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { conclude } from './conclude.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fsync-lab-conclude-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const folderOf = async (path: string) => {
  writeFileSync(join(path, 'history.jsonl'), '');
  return (await conclude(path)).folder;
};

test('a run outside of the current folder is told by its whole path', async () => {
  expect(await folderOf(folder)).toBe(folder);
});

test('a run below the current folder is told from there', async () => {
  const below = mkdtempSync('node_modules/.fsync-lab-conclude-');
  try {
    expect(await folderOf(join(process.cwd(), below))).toBe(below);
  } finally {
    rmSync(below, { recursive: true });
  }
});
