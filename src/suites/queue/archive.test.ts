import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { type Header, pack } from 'tar-stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAll } from '../../lib/read-all.ts';
import { packFolder, unpackFolder } from './archive.ts';

let folder = '';
const target = () => join(folder, 'runs/a/1');
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fsync-lab-archive-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What somebody may send who is not us. */
async function archive(headers: readonly (Partial<Header> & { name: string })[]): Promise<Buffer> {
  const tar = pack();
  for (const header of headers) tar.entry(header, header.type === 'symlink' ? '' : 'x');
  tar.finalize();
  return gzipSync(await readAll(Readable.from(tar)));
}

test('a folder comes back as it was, and links of it stay behind', async () => {
  const from = join(folder, 'from');
  mkdirSync(join(from, 'nodes/broker-1'), { recursive: true });
  writeFileSync(join(from, 'history.jsonl'), '{"type":"run"}\n');
  writeFileSync(join(from, 'nodes/broker-1/start-1.log'), 'x'.repeat(100_000));
  writeFileSync(join(from, 'empty'), '');
  symlinkSync('/etc/passwd', join(from, 'link'));
  const packed = await packFolder(from);
  expect(packed.length).toBeLessThan(5000);
  await unpackFolder(packed, target());
  expect(readdirSync(target(), { recursive: true }).sort()).toEqual([
    'empty',
    'history.jsonl',
    'nodes',
    'nodes/broker-1',
    'nodes/broker-1/start-1.log',
  ]);
  expect(readFileSync(join(target(), 'nodes/broker-1/start-1.log'), 'utf8')).toHaveLength(100_000);
  expect(readdirSync(join(folder, 'runs/a'))).toEqual(['1']);
});

test.each([
  ['a way up', [{ name: '../outside' }]],
  ['a way up in the middle', [{ name: 'nodes/../../../outside' }]],
  ['an absolute path', [{ name: '/tmp/fsync-lab-outside' }]],
  ['a backslash', [{ name: '..\\outside' }]],
  ['a link', [{ name: 'link', type: 'symlink', linkname: '/etc' }]],
  ['a file twice', [{ name: 'a' }, { name: 'a' }]],
  ['a file beneath a file', [{ name: 'a' }, { name: 'a/b' }]],
] as const)('%s is refused, and nothing of it stays', async (_what, headers) => {
  const packed = await archive([{ name: 'good' }, ...headers]);
  await expect(unpackFolder(packed, target())).rejects.toThrow(/what a worker sent is no run's folder/);
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(['runs', 'runs/a']);
});

test('bytes that are no archive, half of one, and more than a run can hold are refused', async () => {
  const whole = await archive([{ name: 'good' }]);
  for (const bytes of [Buffer.from('nonsense'), whole.subarray(0, 40)])
    await expect(unpackFolder(bytes, target())).rejects.toThrow(/no run's folder/);
  const bomb = Buffer.concat(Array.from({ length: 9 }, () => gzipSync(Buffer.alloc(64 * 1024 ** 2))));
  await expect(unpackFolder(bomb, target())).rejects.toThrow(/more than a run can/);
});
