import { expect, test } from 'vitest';
import { factsOf } from '../testing/notation.ts';
import { intNonmonotonicSend } from './int-nonmonotonic-send.ts';

const judge = (history: string) => intNonmonotonicSend.judge(factsOf(history));

test.each([
  ['P0 send ok b@2 a@1', { delta: -1, values: ['b', 'a'], ops: [{ line: 1 }] }],
  ['P0 send unknown b a; P1 poll ok a@1 b@2', { ops: [{ line: 1, status: 'unknown' }] }],
])('%s: told, with the operations that prove it', (history, finding) => {
  expect(judge(history)).toMatchObject([finding]);
});

test.each([['P0 send ok a@1 b@2'], ['P0 send unknown b@2 a@1']])('%s: none', (history) => {
  expect(judge(history)).toEqual([]);
});
