import { expect, test } from 'vitest';
import { factsOf } from '../testing/notation.ts';
import { duplicate } from './duplicate.ts';

const judge = (history: string) => duplicate.judge(factsOf(history));

test.each([
  ['P0 send ok a@1; P1 send unknown b; P2 poll ok b@2 a@3', 'a', [1, 3]],
  ['P0 send ok 0@1; P0 send fail 1@2; P1 poll fail 0@11 1@12', '0', [1, 11]],
  ['P1 poll ok z@4 z@2 z@3', 'z', [2, 3, 4]],
])('%s: the one value that is at several offsets', (history, value, offsets) => {
  expect(judge(history)).toMatchObject([{ partition: 'x-0', value, offsets }]);
});

test('reading one offset often is no duplicate', () => {
  expect(judge('P0 send ok a@1; P1 poll ok a@1; P1 poll ok a@1; P2 poll fail a@1')).toEqual([]);
});

test('the same value in another partition is another value', () => {
  expect(judge('P0 send ok a@1 y:a@2; P1 poll ok a@1 y:a@2')).toEqual([]);
});
