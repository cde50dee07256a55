import { expect, test } from 'vitest';
import { factsOf } from '../testing/notation.ts';
import { intPollSkip } from './int-poll-skip.ts';

const judge = (history: string) => intPollSkip.judge(factsOf(history));

test.each([
  [
    'P9 send ok a@1; P9 send ok b@2; P9 send ok c@4; P0 poll fail a@1 c@4',
    { delta: 2, values: ['a', 'c'], skipped: ['b'], ops: [{ line: 4, status: 'fail' }] },
  ],
])('%s: told, with the operations that prove it', (history, finding) => {
  expect(judge(history)).toMatchObject([finding]);
});

test.each([
  ['P9 send ok a@1; P9 send ok b@2; P9 send ok c@4; P0 poll ok b@2 c@4'],
  ['P9 send ok a@1; P9 send ok b@2; P9 send ok c@4; P0 poll ok a@1 c@4 rebalanced=[x-0]'],
  ['P9 send ok a@1; P9 send ok b@2; P9 send ok c@4; P0 poll ok a@1; P0 poll ok c@4'],
])('%s: none', (history) => {
  expect(judge(history)).toEqual([]);
});
