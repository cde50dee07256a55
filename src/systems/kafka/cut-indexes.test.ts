import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hostFiles } from '../../machines/local/files.ts';
import type { Machine } from '../../machines/machine.ts';
import { cutIndexes } from './cut-indexes.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fsync-lab-indexes-'));
});
afterEach(() => rm(folder, { recursive: true }));

const machine = { ...hostFiles } as Machine;
const file = (kind: string) => join(folder, `00000000000000000100.${kind}`);

/** Big-endian numbers as Kafka's indexes hold them, then the zeros of a file that is reserved ahead. */
function entries(list: readonly (readonly number[])[], zeros = 0): Buffer {
  const words = list.flat().map((number) => {
    const word = Buffer.alloc(4);
    word.writeInt32BE(number);
    return word;
  });
  return Buffer.concat([...words, Buffer.alloc(zeros)]);
}

const offsets = [
  [10, 4200],
  [20, 8400],
];
const times = [
  [0, 1, 10],
  [0, 2, 20],
];

test.each([0, 80])('entries behind the cut go, with %i bytes reserved ahead', async (reserved) => {
  await hostFiles.write(file('index'), entries(offsets, reserved));
  await hostFiles.write(file('timeindex'), entries(times, reserved));
  await cutIndexes(machine, file('log'), { bytes: 8400, offset: 120 });
  expect(await hostFiles.stat(file('index'))).toMatchObject({ bytes: 8 });
  expect(await hostFiles.stat(file('timeindex'))).toMatchObject({ bytes: 12 });
});

test('an index that knows of nothing behind the cut stays as it is', async () => {
  await hostFiles.write(file('index'), entries(offsets, 80));
  await cutIndexes(machine, file('log'), { bytes: 8401, offset: 121 });
  expect(await hostFiles.stat(file('index'))).toMatchObject({ bytes: 96 });
});

test('with its segment an index goes whole, and no other', async () => {
  for (const kind of ['index', 'timeindex', 'txnindex', 'snapshot']) await hostFiles.write(file(kind), '');
  await hostFiles.write(join(folder, '00000000000000000000.index'), '');
  await cutIndexes(machine, file('log'), null);
  expect(await readdir(folder)).toEqual(['00000000000000000000.index']);
});
