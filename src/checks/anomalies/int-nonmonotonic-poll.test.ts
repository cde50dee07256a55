import { expect, test } from 'vitest';
import { factsOf } from '../testing/notation.ts';
import { intNonmonotonicPoll } from './int-nonmonotonic-poll.ts';

const judge = (history: string) => intNonmonotonicPoll.judge(factsOf(history));

test.each([
  [
    'P9 send ok a@1; P9 send ok b@2; P9 send ok c@4; P0 poll ok c@4 a@1',
    { delta: -2, values: ['c', 'a'], ops: [{ line: 4 }] },
  ],
  ['P9 send ok a@1; P9 send ok b@2; P9 send ok c@4; P0 poll ok a@1 a@1 rebalanced=[y-0]', { delta: 0 }],
])('%s: told, with the operations that prove it', (history, finding) => {
  expect(judge(history)).toMatchObject([finding]);
});

test.each([
  ['P9 send ok a@1; P9 send ok b@2; P9 send ok c@4; P0 poll ok a@1 b@2 c@4'],
  ['P9 send ok a@1; P9 send ok b@2; P9 send ok c@4; P0 poll ok c@4 a@1 rebalanced=[x-0]'],
])('%s: none', (history) => {
  expect(judge(history)).toEqual([]);
});
