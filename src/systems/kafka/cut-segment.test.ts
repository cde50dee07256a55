import { expect, test } from 'vitest';
import type { Machine } from '../../machines/machine.ts';
import { encodeBatch, encodeMarker } from '../../segments/fixtures/encode.ts';
import { chunked } from '../../segments/fixtures/folders.ts';
import { five, read } from '../../segments/fixtures/read.ts';
import { type Cut, planCut, type SegmentCut } from '../../steps/cut.ts';
import type { SegmentContent } from '../system.ts';
import { readSegment } from './replica.ts';

const three = encodeBatch({ baseOffset: 5, records: [{ value: 'a' }, { value: 'b' }, { value: 'c' }] });
const marker = encodeMarker(8, 1, 'commit');
const segment = '/node/topic1-0/00000000000000000000.log';

function planned(bytes: Buffer, unit: Cut['unit'], amount: number) {
  const machine = { read: () => chunked(bytes), stat: async () => ({ bytes: bytes.length }) };
  const contentOf = async (path: string) =>
    (await readSegment(machine as unknown as Machine, path)) as SegmentContent;
  return planCut({ unit, amount }, [segment], contentOf);
}

async function cutOf(bytes: Buffer, unit: Cut['unit'], amount: number): Promise<SegmentCut> {
  const cuts = await planned(bytes, unit, amount);
  if ('why' in cuts) throw new Error(cuts.why);
  return cuts[0] as SegmentCut;
}

test.each([
  ['the last batch', five, 'batches', 1, 4],
  ['two batches', five, 'batches', 2, 3],
  ['every batch', five, 'batches', 5, 0],
  ['two records of a batch each', five, 'records', 2, 3],
  ['three records of one batch', Buffer.concat([five, three]), 'records', 3, 5],
  ['four records of two batches', Buffer.concat([five, three]), 'records', 4, 4],
  ['one record and the torn bytes behind it', Buffer.concat([five, three.subarray(0, 50)]), 'records', 1, 4],
  [
    'one record and the preallocated zeros behind it',
    Buffer.concat([five, Buffer.alloc(99)]),
    'records',
    1,
    4,
  ],
  ['three records and the marker behind them', Buffer.concat([five, three, marker]), 'records', 3, 5],
] as const)('cutting %s leaves the batches before them whole', async (_, bytes, unit, amount, left) => {
  const { keptBytes } = await cutOf(bytes, unit, amount);
  const { batches, tail } = await read(bytes.subarray(0, keptBytes));
  expect(batches).toHaveLength(left);
  expect(tail.reason).toBe('end');
});

test('tells how many records a cut by batches takes', async () => {
  const bytes = Buffer.concat([five, three, marker]);
  const { keptBytes, content } = await cutOf(bytes, 'batches', 3);
  const gone = content.batches.filter(({ endPosition }) => endPosition > keptBytes);
  expect(gone).toHaveLength(3);
  expect(gone.reduce((sum, { records }) => sum + records, 0)).toBe(4);
});

test.each([
  ['more batches than there are', five, 'batches', 6, 'there are only 5 batches'],
  ['more records than there are', five, 'records', 6, 'there are only 5 records'],
  ['records of an empty segment', Buffer.alloc(0), 'records', 1, 'there are only 0 records'],
  ['a part of a batch', three, 'records', 2, 'would split a batch: the last 1 batch of the file hold 3'],
] as const)('refuses to cut %s', async (_, bytes, unit, amount, why) => {
  expect(await planned(bytes, unit, amount)).toEqual({ why: expect.stringContaining(why) });
});
