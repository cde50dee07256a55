import { expect, test } from 'vitest';
import { factsOf } from '../testing/notation.ts';
import { nonmonotonicSend } from './nonmonotonic-send.ts';

const judge = (history: string) => nonmonotonicSend.judge(factsOf(history));

test.each([
  [
    'P0 send ok c@3 d@4; P0 send ok a@1 b@2',
    { delta: -3, values: ['d', 'a'], ops: [{ line: 1 }, { line: 2 }] },
  ],
  ['P0 send unknown c; P0 send ok a@1; P1 poll ok a@1 c@2', { delta: -1 }],
])('%s: told, with the operations that prove it', (history, finding) => {
  expect(judge(history)).toMatchObject([finding]);
});

test.each([
  ['P0 send ok a@1; P1 send ok b@2; P0 send ok c@3'],
  ['P0 send fail c@3; P0 send ok a@1'],
  ['P0 send ok c@3; P0 crash unknown; P0 send ok a@1'],
])('%s: none', (history) => {
  expect(judge(history)).toEqual([]);
});
