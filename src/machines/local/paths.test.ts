import { expect, test } from 'vitest';
import { local } from '../local.ts';
import { requireFolderForJars, requireFolderForNodes } from './paths.ts';

const awkward = `/tmp/50% "of" 'it' ü #1?`;

test.each(['/tmp/a,b', '/tmp/a\nlog.dirs=', '/tmp/\u001b[2J'])('no node is put into %j', (folder) => {
  expect(() => requireFolderForNodes(folder)).toThrow(/no node can use a folder with/);
});

test('no jars are loaded from a folder with a colon', () => {
  expect(() => requireFolderForJars('/cache/a:b')).toThrow(/class path/);
});

test('percent signs, quotes, spaces and letters of any kind do no harm', () => {
  expect(() => requireFolderForNodes(`${awkward}:`)).not.toThrow();
  expect(() => requireFolderForJars(`${awkward},`)).not.toThrow();
});

test('a run whose folder has a comma is refused before anything of it is made', async () => {
  const options = { runId: 'x', signal: AbortSignal.timeout(1000), onProgress: () => undefined };
  await expect(local.open({ ...options, tempFolder: '/nowhere,here/x' })).rejects.toThrow(
    /Kafka would split/,
  );
});
