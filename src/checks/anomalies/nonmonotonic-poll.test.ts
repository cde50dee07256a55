import { expect, test } from 'vitest';
import { factsOf } from '../testing/notation.ts';
import { nonmonotonicPoll } from './nonmonotonic-poll.ts';

const judge = (history: string) => nonmonotonicPoll.judge(factsOf(history));

test.each([
  [
    'P9 send ok a@1; P9 send ok b@2; P9 send ok c@4; P0 poll ok c@4; P0 poll ok b@2',
    { delta: -1, values: ['c', 'b'], ops: [{ line: 4 }, { line: 5 }] },
  ],
  ['P9 send ok a@1; P9 send ok b@2; P9 send ok c@4; P0 poll ok c@4; P0 poll fail c@4', { delta: 0 }],
  [
    'P9 send ok a@1; P9 send ok b@2; P9 send ok c@4; P0 subscribe ok [x-0]; P0 poll ok c@4; P0 poll ok c@4',
    { failing: false },
  ],
])('%s: told, with the operations that prove it', (history, finding) => {
  expect(judge(history)).toMatchObject([finding]);
});

test.each([
  ['P9 send ok a@1; P9 send ok b@2; P9 send ok c@4; P0 poll fail c@4; P0 poll ok a@1'],
  [
    'P9 send ok a@1; P9 send ok b@2; P9 send ok c@4; P0 poll ok c@4; P0 subscribe unknown [y-0]; P0 poll ok a@1',
  ],
])('%s: none', (history) => {
  expect(judge(history)).toEqual([]);
});
