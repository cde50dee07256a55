import { expect, test } from 'vitest';
import { detailText } from './sentences.ts';

test.each([
  [{ pid: 12, code: null, signal: 'SIGKILL' }, 'pid 12; signal SIGKILL'],
  [
    {
      bytes: [750, 740],
      removed: [
        [9, '1/9'],
        [10, null],
      ],
    },
    'bytes 750 → 740; removed offset 9 (1/9), offset 10',
  ],
  [{ msSinceAck: 26.8, canaries: { fsynced: 'back' } }, 'ms since ack 26.8; canaries: fsynced back'],
  [{ writer: { f: 'send', process: 1, start: 1, end: 4095 } }, 'writer at 4.09 s'],
  [{ removed: Array.from({ length: 10 }, (_, i) => [i, null]) }, /offset 7, 2 more$/],
  [{ value: 'x'.repeat(1_000_000) }, /^value x{300}… \(999700 more characters\)$/],
  [{ deep: { a: { b: [[1, 2]] } } }, 'deep: a b 1 → 2'],
])('%j in words', (details, words) => {
  if (words instanceof RegExp) expect(detailText(details)).toMatch(words);
  else expect(detailText(details)).toBe(words);
});
