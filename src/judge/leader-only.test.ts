import { expect, test } from 'vitest';
import type { EventOf } from '../history/event.ts';
import { followLeaderOnly } from './leader-only.ts';

const op = (acks?: number): EventOf<'op'> => ({
  type: 'op',
  process: 0,
  f: 'send',
  status: 'ok',
  start: 0,
  end: 0,
  actions: [],
  ...(acks === undefined ? {} : { acks }),
});

test.each([
  [[], []],
  [[undefined, undefined], []],
  [
    [1, 1],
    [0, 1],
  ],
  [
    [undefined, 1, 1, undefined, 1],
    [1, 2, 4],
  ],
  [
    [1, undefined, 1],
    [0, 2],
  ],
])('of %j the ones with acks=1 are %j', (acks, wanted) => {
  const fold = followLeaderOnly();
  for (const each of acks) fold.on(op(each));
  const leaderOnly = fold.end();
  expect(acks.flatMap((_, index) => (leaderOnly.has(index) ? [index] : []))).toEqual(wanted);
});
