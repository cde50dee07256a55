import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cannotRead } from './host-folder.ts';
import { locateLogs } from './locate.ts';
import { labelsOf } from './replicas.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fsync-lab-log-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(path: string, content: string): Promise<string> {
  const full = join(folder, path);
  await mkdir(dirname(full), { recursive: true });
  await writeFile(full, content);
  return full;
}

describe('a path that will not do', () => {
  test.each([
    ['no such path', async () => join(folder, 'nope'), 'no such file or folder'],
    ['an empty file', () => put('empty.txt', ''), 'the file is empty'],
    [
      'a text file',
      () => put('x.txt', 'some text that is long enough'),
      'not a Kafka log: the batch at byte 0',
    ],
    ['a folder of other things', async () => folder, 'neither segments nor partition folders'],
    ['a partition folder without a segment', async () => dirname(await put('t-0/x', '')), 'holds no segment'],
    ['a device', async () => '/dev/null', 'neither a file nor a folder'],
    ['a link to itself', async () => loop(), 'ELOOP'],
  ])('%s', async (_, path, message) => {
    const reading = locateLogs([await path()]);
    await expect(reading).rejects.toMatchObject({ name: 'UserError' });
    await expect(reading).rejects.toThrow(message);
  });

  async function loop(): Promise<string> {
    const path = join(folder, 'loop');
    await symlink(path, path);
    return path;
  }

  test('several are told at once', async () => {
    const reading = locateLogs(['/nope/1', folder, '/nope/2']);
    await expect(reading).rejects.toThrow(
      /^\/nope\/1: no such file or folder\n.*neither segments.*\n\/nope\/2: no such file or folder$/,
    );
  });

  test('a name with control characters is told without them', async () => {
    await expect(locateLogs(['/nope/\u001b[31m'])).rejects.toThrow('/nope/\\x1b[31m: no such file');
  });

  test('a file that may not be read tells who may', () => {
    const denied = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
    expect(cannotRead('/data', denied)).toMatchObject({
      message: '/data: permission denied',
      hint: 'run it as the user that owns the Kafka data, or with sudo',
    });
  });
});

test.each([
  [
    ['/runs/broker-1/data/t-0', '/runs/broker-2/data/t-0'],
    ['broker-1', 'broker-2'],
  ],
  [
    ['/a/t-0', '/b/c/t-0'],
    ['a', 'b/c'],
  ],
  [
    ['/a/t-0', '/a/b/t-0'],
    ['/a/t-0', 'b'],
  ],
])('replicas at %j are called %j', (paths, labels) => {
  expect(labelsOf(paths)).toEqual(labels);
});
