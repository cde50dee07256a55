import { expect, test } from 'vitest';
import { factsOf } from '../testing/notation.ts';
import { g0 } from './g0.ts';

const judge = (history: string) => g0.judge(factsOf(history));

test.each([
  [
    'P0 send ok a@0 y:a@1 overlapping P1 send ok b@1 y:b@0',
    {
      ops: [{ line: 1 }, { line: 2 }],
      edges: [
        { kind: 'ww', partition: 'x-0', values: ['a', 'b'], lines: [1, 2] },
        { kind: 'ww', partition: 'y-0', values: ['b', 'a'], lines: [2, 1] },
      ],
    },
  ],
  ['P0 send ok a@0 c@2; P1 send ok b@1', { edges: [{ values: ['a', 'b'] }, { values: ['b', 'c'] }] }],
  [
    'P0 send ok a@0 y:a@2; P1 send ok b@1 z:b@0; P2 send ok y:c@1 z:c@1',
    { ops: [{ line: 1 }, { line: 2 }, { line: 3 }] },
  ],
])('%s: told, with the operations that prove it', (history, finding) => {
  expect(judge(history)).toMatchObject([finding]);
});

test.each([
  ['P0 send ok a@0 b@1; P1 send ok c@2'],
  ['P0 txn ok send a@0, poll y:b@0 overlapping P1 txn ok send y:b@0, poll a@0'],
])('%s: none', (history) => {
  expect(judge(history)).toEqual([]);
});
