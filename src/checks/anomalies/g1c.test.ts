import { expect, test } from 'vitest';
import { factsOf } from '../testing/notation.ts';
import { g1c } from './g1c.ts';

const judge = (history: string) => g1c.judge(factsOf(history));

test.each([
  [
    'P0 txn ok send a@0, poll y:b@0 overlapping P1 txn ok send y:b@0, poll a@0',
    {
      ops: [{ line: 1 }, { line: 2 }],
      edges: [
        { kind: 'wr', values: ['a'] },
        { kind: 'wr', partition: 'y-0', values: ['b'] },
      ],
    },
  ],
  [
    'P0 txn ok send a@0, poll y:b@0 overlapping P1 txn ok send y:b@0 c@1',
    {
      failing: false,
      edges: [
        { kind: 'ww', values: ['a', 'c'] },
        { kind: 'wr', values: ['b'] },
      ],
    },
  ],
])('%s: told, with the operations that prove it', (history, finding) => {
  expect(judge(history)).toMatchObject([finding]);
});

test.each([
  ['P0 send ok a@0; P1 poll ok a@0'],
  ['P0 txn ok send a@0, poll a@0'],
  ['P0 send ok a@0 y:a@1 overlapping P1 send ok b@1 y:b@0'],
])('%s: none', (history) => {
  expect(judge(history)).toEqual([]);
});
