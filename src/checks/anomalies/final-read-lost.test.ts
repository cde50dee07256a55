import { expect, test } from 'vitest';
import { key9FinalRead } from '../testing/key9.ts';
import { factsOf } from '../testing/notation.ts';
import { finalReadLost } from './final-read-lost.ts';

const judge = (history: string) => finalReadLost.judge(factsOf(history));

test('the lost record of the key9 case, with its key, its offset and its sender', () => {
  expect(judge(key9FinalRead)).toMatchObject([
    { partition: 'x-0', offset: 9, key: 'k9', value: 'k9', end: 19, writer: { op: 9 }, reader: { op: 11 } },
  ]);
});

test('a lost tail, and an acked record without a known offset', () => {
  const findings = judge('P0 send ok a@0 b@1 c; P1 poll ok a@0 final atEnd=1');
  expect(findings).toMatchObject([
    { value: 'b', offset: 1 },
    { value: 'c', offset: null },
  ]);
});

test('a record that was read once, but is not in the final read', () => {
  expect(judge('P0 send ok a@0; P1 poll ok a@0; P1 poll ok final atEnd=0')).toHaveLength(1);
});

test.each([
  ['the read did not reach the end', 'P0 send ok a@0 b@1; P1 poll ok a@0 final'],
  ['the read that reached the end did not succeed', 'P0 send ok a@0; P1 poll unknown final atEnd=0'],
  ['acked while the final read ran', 'P0 send ok b@1 overlapping P1 poll ok final atEnd=0'],
  [
    'a final read in several operations',
    'P0 send ok a@0 b@1; P1 poll ok a@0 final; P1 poll ok b@1 final atEnd=2',
  ],
  ['the outcome was not ok', 'P0 send unknown a@0; P0 send fail b; P1 poll ok final atEnd=0'],
  ['an end of another partition', 'P0 send ok a@0; P1 poll ok y:b@0 final atEnd=y:1'],
])('nothing is proven lost: %s', (_, history) => {
  expect(judge(history)).toEqual([]);
});

test('a second final read must have what was acked since the first', () => {
  const first = 'P0 send ok a@0; P1 poll ok a@0 final atEnd=1';
  expect(judge(`${first}; P0 send ok b@1; P1 poll ok a@0 final atEnd=1`)).toMatchObject([{ value: 'b' }]);
});
