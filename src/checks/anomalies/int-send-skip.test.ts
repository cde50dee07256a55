import { expect, test } from 'vitest';
import { factsOf } from '../testing/notation.ts';
import { intSendSkip } from './int-send-skip.ts';

const judge = (history: string) => intSendSkip.judge(factsOf(history));

test.each([
  [
    'P0 send ok a@1 c@3; P1 send ok b@2',
    { delta: 2, values: ['a', 'c'], skipped: ['b'], ops: [{ line: 1 }] },
  ],
])('%s: told, with the operations that prove it', (history, finding) => {
  expect(judge(history)).toMatchObject([finding]);
});

test.each([['P0 send ok a@1 c@3'], ['P0 send ok a@1 c; P1 send ok b@2']])('%s: none', (history) => {
  expect(judge(history)).toEqual([]);
});
