import { expect, test } from 'vitest';
import type { SegmentContent } from '../systems/system.ts';
import { cutPosition } from './cut.ts';

// Batches of 1, 3 and 2 records in 100, 200 and 150 bytes, and a torn tail of 20.
const content: SegmentContent = {
  bytes: 470,
  batches: [
    { endPosition: 100, baseOffset: 0, lastOffset: 0, records: 1 },
    { endPosition: 300, baseOffset: 1, lastOffset: 3, records: 3 },
    { endPosition: 450, baseOffset: 4, lastOffset: 5, records: 2 },
  ],
  records: [],
};

test.each([
  ['bytes', 10, 460],
  ['bytes', 9999, 0],
  ['batches', 1, 300],
  ['batches', 2, 100],
  ['batches', 9, 0],
  ['records', 1, 300],
  ['records', 2, 300],
  ['records', 3, 100],
  ['records', 6, 0],
  ['batches', 0, 470],
  ['records', 0, 470],
] as const)('%s: %i leaves %i bytes', (unit, amount, position) => {
  expect(cutPosition({ unit, amount }, content.bytes, content)).toBe(position);
});
