import { expect, test } from 'vitest';
import { factsOf } from '../testing/notation.ts';
import { precommittedRead } from './precommitted-read.ts';

const judge = (history: string) => precommittedRead.judge(factsOf(history));

test.each([['P0 txn fail send a, poll a@0', { value: 'a', op: { line: 1, status: 'fail' } }]])(
  '%s: told, with the operations that prove it',
  (history, finding) => {
    expect(judge(history)).toMatchObject([finding]);
  },
);

test.each([['P0 txn ok send a@0, poll y:a@0'], ['P0 txn ok send a@0; P0 txn ok poll a@0']])(
  '%s: none',
  (history) => {
    expect(judge(history)).toEqual([]);
  },
);
