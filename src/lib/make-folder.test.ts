import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFolder } from './make-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'fsync-lab-test-'));
afterAll(() => rmSync(root, { recursive: true }));

test('a folder is made with those above it, and may be there', () => {
  const folder = join(root, 'one', 'two');
  makeFolder(folder);
  makeFolder(folder);
  expect(statSync(folder).isDirectory()).toBe(true);
});

test('where none can be made the error comes at once', () => {
  writeFileSync(join(root, 'file'), '');
  expect(() => makeFolder(join(root, 'file', 'below'))).toThrow(/ENOTDIR/);
  expect(() => makeFolder('/proc/fsync-lab/below')).toThrow(/ENOENT/);
});
