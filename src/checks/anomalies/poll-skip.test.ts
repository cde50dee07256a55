import { expect, test } from 'vitest';
import type { FindRemoval } from '../removal/removal.ts';
import { factsOf } from '../testing/notation.ts';
import { pollSkip } from './poll-skip.ts';

const judge = (history: string) => pollSkip.judge(factsOf(history));

test.each([
  [
    'P9 send ok a@1; P9 send ok b@2; P9 send ok c@4; P0 poll ok a@1; P0 poll ok c@4',
    { partition: 'x-0', delta: 2, values: ['a', 'c'], skipped: ['b'], ops: [{ line: 4 }, { line: 5 }] },
  ],
  [
    'P9 send ok a@1; P9 send ok b@2; P9 send ok c@4; P0 subscribe ok [x-0]; P0 poll ok a@1; P0 poll unknown c@4',
    { delta: 2, failing: false },
  ],
  [
    'P9 send ok a@1; P9 send ok b@2; P9 send ok c@4; P0 subscribe ok [x-0]; P0 assign ok [x-0]; P0 poll ok a@1; P0 poll ok c@4',
    { ops: [{ line: 6 }, { line: 7 }] },
  ],
])('%s: told, with the operations that prove it', (history, finding) => {
  expect(judge(history)).toMatchObject([finding]);
});

test.each([
  ['P9 send ok a@1; P9 send ok b@2; P9 send ok c@4; P0 poll ok a@1; P1 poll ok c@4'],
  ['P9 send ok a@1; P9 send ok b@2; P9 send ok c@4; P0 poll ok a@1; P0 poll ok b@2 c@4'],
  ['P9 send ok a@1; P9 send ok b@2; P9 send ok c@4; P0 poll ok b@2; P0 poll ok c@4'],
  ['P9 send ok a@1; P9 send ok b@2; P9 send ok c@4; P0 poll ok a@1; P0 crash unknown; P0 poll ok c@4'],
])('%s: none', (history) => {
  expect(judge(history)).toEqual([]);
});

// b has left the log: that is told by more than the operations.
const judgeWithout = (removed: string, history: string) => {
  const removal: FindRemoval = ({ values }, value) => (values.get(value) === removed ? 'superseded' : null);
  return pollSkip.judge({ ...factsOf(history), removal });
};

const sent = 'P9 send ok a@1; P9 send ok b@2; P9 send ok c@3; P9 send ok d@4; P0 poll ok a@1';

test('a record that rightly left the log was not skipped', () => {
  expect(judgeWithout('b', `${sent}; P0 poll ok c@3`)).toEqual([]);
  expect(judgeWithout('b', `${sent}; P0 poll ok d@4`)).toMatchObject([{ delta: 2, skipped: ['c'] }]);
  expect(judgeWithout('c', `${sent}; P0 poll ok c@3`)).toMatchObject([{ delta: 2, skipped: ['b'] }]);
});
