import { expect, test } from 'vitest';
import { factsOf } from '../testing/notation.ts';
import { g1a } from './g1a.ts';

const judge = (history: string) => g1a.judge(factsOf(history));

test('an ok poll of a value whose send failed', () => {
  expect(judge('P0 send fail 2; P1 poll ok 2@0')).toMatchObject([
    { partition: 'x-0', value: '2', writer: { op: 0, status: 'fail' }, reader: { op: 1, process: 1 } },
  ]);
});

test.each([
  ['P0 send fail 2; P1 poll unknown 2@0'],
  ['P0 send unknown 2; P1 poll ok 2@0'],
  ['P0 send fail 2; P1 send ok y:2@0; P1 poll ok y:2@0'],
  ['P0 send fail 2; P0 send ok 2@0; P1 poll ok 2@0'],
])('%s: no aborted read', (history) => {
  expect(judge(history)).toEqual([]);
});
