import { expect, test } from 'vitest';
import { key9 } from '../testing/key9.ts';
import { factsOf } from '../testing/notation.ts';
import { offsetReuse } from './offset-reuse.ts';

const judge = (history: string) => offsetReuse.judge(factsOf(history));

test.each([
  ['P0 send ok 641@537; P1 send ok 645@537', 537, ['641', '645']],
  [key9, 9, ['k9', 'n0']],
  ['P0 send ok a@5000000000 b@1; P0 send ok c@5000000000 d@2', 5_000_000_000, ['a', 'c']],
])('two acked sends at one offset: %s', (history, offset, values) => {
  expect(judge(history)).toMatchObject([{ partition: 'x-0', offset, values }]);
});

test.each([
  ['P0 send ok a@0; P1 send unknown b@0; P2 poll ok b@0'],
  ['P0 send ok a@0 y:b@0'],
  ['P0 send ok a; P0 send ok b'],
  ['P0 send ok a@0; P0 send ok a@0'],
])('%s: no offset was promised twice', (history) => {
  expect(judge(history)).toEqual([]);
});
