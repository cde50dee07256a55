import { expect, test } from 'vitest';
import { Inconclusive } from '../errors.ts';
import { encodeBatch, encodeMarker } from './fixtures/encode.ts';
import { chunked } from './fixtures/folders.ts';
import { five, read } from './fixtures/read.ts';
import { batchSizes } from './partition-log.ts';
import { tailCut } from './tail-cut.ts';

const three = encodeBatch({ baseOffset: 5, records: [{ value: 'a' }, { value: 'b' }, { value: 'c' }] });
const marker = encodeMarker(8, 1, 'commit');
const cutOf = async (bytes: Buffer, size: Parameters<typeof tailCut>[1]) =>
  tailCut(await batchSizes(chunked(bytes)), size);

test.each([
  ['the last batch', five, { batches: 1 }, 4],
  ['two batches', five, { batches: 2 }, 3],
  ['every batch', five, { batches: 5 }, 0],
  ['two records of a batch each', five, { records: 2 }, 3],
  ['three records of one batch', Buffer.concat([five, three]), { records: 3 }, 5],
  ['four records of two batches', Buffer.concat([five, three]), { records: 4 }, 4],
  [
    'one record and the torn bytes behind it',
    Buffer.concat([five, three.subarray(0, 50)]),
    { records: 1 },
    4,
  ],
  [
    'one record and the preallocated zeros behind it',
    Buffer.concat([five, Buffer.alloc(99)]),
    { records: 1 },
    4,
  ],
  ['three records and the marker behind them', Buffer.concat([five, three, marker]), { records: 3 }, 5],
])('cutting %s leaves the batches before them whole', async (_, bytes, size, batchesLeft) => {
  const { bytesCut } = await cutOf(bytes, size);
  const { batches, tail } = await read(bytes.subarray(0, bytes.length - bytesCut));
  expect(batches).toHaveLength(batchesLeft);
  expect(tail.reason).toBe('end');
});

test('tells how many records a cut by batches takes', async () => {
  expect(await cutOf(Buffer.concat([five, three, marker]), { batches: 3 })).toMatchObject({
    batchesCut: 3,
    recordsCut: 4,
  });
});

test.each([
  ['more batches than there are', five, { batches: 6 }, 'cut 6 batches: the active segment holds 5'],
  ['more records than there are', five, { records: 6 }, 'cut 6 records: the active segment holds 5'],
  ['records of an empty segment', Buffer.alloc(0), { records: 1 }, 'the active segment holds 0'],
  ['a part of a batch', three, { records: 2 }, 'would split a batch, the last 1 batches hold 3'],
])('refuses to cut %s', async (_, bytes, size, message) => {
  const cutting = cutOf(bytes, size);
  await expect(cutting).rejects.toThrow(Inconclusive);
  await expect(cutting).rejects.toThrow(message);
});
