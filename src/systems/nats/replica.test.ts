import { copyFile, mkdir, mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hostFiles } from '../../machines/local/files.ts';
import type { Machine } from '../../machines/machine.ts';
import { readServerLog } from './replica.ts';

const fixtures = join(import.meta.dirname, 'fixtures');
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nats-replica-'));
});
afterEach(() => rm(folder, { recursive: true }));

const stores = { stream: '$G/streams/records', raft: '$SYS/_js_/S-R3F-wthh9Z26' };

async function put(store: keyof typeof stores): Promise<string> {
  const msgs = join(folder, 'disk', 'data', 'jetstream', stores[store], 'msgs');
  await mkdir(msgs, { recursive: true });
  const file = join(msgs, '1.blk');
  await copyFile(join(fixtures, `${store}.blk`), file);
  return file;
}

const read = () => readServerLog({ ...hostFiles, name: 'server-1', folder } as Machine);
const all = [
  [1, '1/0'],
  [2, '1/1'],
  [3, '1/2'],
];

test('a message that the stream has and its Raft log, too, is one record', async () => {
  await put('stream');
  await put('raft');
  expect(await read()).toEqual({
    start: 1,
    end: 4,
    bytes: 261 + 745,
    torn: 0,
    badCrc: 0,
    epochs: [[1, 1]],
    records: all,
  });
});

test('what only the Raft log has is there, too', async () => {
  await truncate(await put('stream'), 87);
  await put('raft');
  expect(await read()).toMatchObject({ end: 4, records: all });
});

test('what only the stream has is there without a term', async () => {
  await put('stream');
  expect(await read()).toMatchObject({ end: 4, epochs: [], records: all });
});

test('files with nothing in them hold no record, and no files are no log', async () => {
  await truncate(await put('stream'), 0);
  await truncate(await put('raft'), 0);
  expect(await read()).toMatchObject({ start: 1, end: 1, bytes: 0, records: [] });
  await rm(join(folder, 'disk'), { recursive: true });
  expect(await read()).toEqual({ notRead: 'server-1 has no stream records', isAbsent: true });
});
