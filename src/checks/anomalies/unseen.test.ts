import { expect, test } from 'vitest';
import { key9, key9ReadBefore } from '../testing/key9.ts';
import { factsOf } from '../testing/notation.ts';
import { unseen } from './unseen.ts';

const judge = (history: string) => unseen.judge(factsOf(history));

test('acked values that no ok poll returned, by partition', () => {
  expect(judge('P0 send ok a@0 b@1; P0 poll ok a@0')).toEqual([
    { partition: 'x-0', count: 1, values: ['b'], lines: [1] },
  ]);
  expect(judge(key9)).toEqual([{ partition: 'x-0', count: 1, values: ['k9'], lines: [10] }]);
});

test.each([
  ['all was read', 'P0 send ok a@0; P0 poll ok a@0'],
  ['it was read before it vanished', key9ReadBefore],
  ['the outcome was not ok', 'P0 send unknown a@0; P0 send fail b@1'],
  ['the partition was polled by the last op, and nothing was acked', 'P0 send unknown y:a; P0 poll ok y:a@0'],
])('nothing is unseen: %s', (_, history) => {
  expect(judge(history)).toEqual([]);
});

test('an aborted poll has not seen anything', () => {
  expect(judge('P0 send ok a@0; P0 poll fail a@0')).toHaveLength(1);
});
