import { expect, test } from 'vitest';
import type { SegmentContent } from '../systems/system.ts';
import { planCut } from './cut.ts';

const batch = (endPosition: number, records: number) => ({
  endPosition,
  records,
  baseOffset: 0,
  lastOffset: 0,
});

// The old one: 2 records in 100 bytes. The new one: batches of 1, 3 and 2 records in 100, 200 and 150 bytes, and a
// torn tail of 20. Then one that has just been rolled, in a file that is reserved ahead.
const contents: Readonly<Record<string, SegmentContent>> = {
  old: { bytes: 100, writtenBytes: 100, batches: [batch(100, 2)], records: [] },
  new: { bytes: 470, writtenBytes: 470, batches: [batch(100, 1), batch(300, 3), batch(450, 2)], records: [] },
  rolled: { bytes: 1024, writtenBytes: 0, batches: [], records: [] },
};
const contentOf = async (path: string) => contents[path] as SegmentContent;

test.each([
  ['bytes', 10, [460]],
  ['bytes', 470, [0]],
  ['bytes', 471, [0, 99]],
  ['batches', 1, [300]],
  ['batches', 2, [100]],
  ['batches', 4, [0, 0]],
  ['records', 2, [300]],
  ['records', 5, [100]],
  ['records', 6, [0]],
  ['records', 8, [0, 0]],
  ['records', 0, [470]],
] as const)('%s: %i leaves %j of the segments, the last one first', async (unit, amount, kept) => {
  const cuts = await planCut({ unit, amount }, ['old', 'new'], contentOf);
  expect(cuts).toMatchObject(kept.map((keptBytes) => ({ keptBytes })));
  expect(cuts).toHaveLength(kept.length);
});

test('a segment that has just been rolled is passed by, and what was reserved ahead is no log', async () => {
  const cuts = await planCut({ unit: 'bytes', amount: 20 }, ['new', 'rolled'], contentOf);
  expect(cuts).toMatchObject([
    { path: 'rolled', keptBytes: 0, goesOn: true },
    { path: 'new', keptBytes: 450, goesOn: false },
  ]);
});

test.each([
  ['bytes', 571, 'there are only 570 B'],
  ['batches', 5, 'there are only 4 batches'],
  ['records', 9, 'there are only 8 records'],
  ['records', 1, 'that would split a batch: the last 1 batch of the file hold 2; cut by batches or bytes'],
  ['records', 3, 'that would split a batch: the last 2 batches of the file hold 5; cut by batches or bytes'],
] as const)('%s: %i cannot be done as told', async (unit, amount, why) => {
  expect(await planCut({ unit, amount }, ['old', 'new'], contentOf)).toEqual({ why });
});
