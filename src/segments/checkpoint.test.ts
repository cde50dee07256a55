import { expect, test } from 'vitest';
import { parseEpochCheckpoint, parseOffsetCheckpoint } from './checkpoint.ts';

test('reads the epochs of a partition', () => {
  expect(parseEpochCheckpoint('0\n2\n0 0\n3 19\n')).toEqual({
    entries: [
      [0, 0],
      [3, 19],
    ],
  });
});

test('reads the high watermarks of a data folder', () => {
  // As Kafka 3.4.0 wrote it.
  const text = '0\n2\n__transaction_state 0 7\nmixed 0 29\n';
  expect(parseOffsetCheckpoint(text)).toEqual({
    entries: [
      { partition: '__transaction_state-0', offset: 7 },
      { partition: 'mixed-0', offset: 29 },
    ],
  });
});

test.each([
  ['', 'is empty'],
  ['1\n0\n', 'has version "1"'],
  ['0\n', 'says no entries, has 0'],
  ['0\n2\n0 0\n', 'says 2 entries, has 1'],
  ['0\n1\n0 0\n1 5\n', 'says 1 entries, has 2'],
  ['0\n1\n0 \u0000\n', 'has an entry that is none: "0 \\u0000"'],
  ['\u0000\u0000\u0000', 'has version "\\u0000\\u0000\\u0000"'],
])('a checkpoint file of %j cannot be used', (text, problem) => {
  expect(parseEpochCheckpoint(text)).toEqual({ problem });
});
