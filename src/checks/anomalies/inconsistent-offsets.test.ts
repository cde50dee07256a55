import { expect, test } from 'vitest';
import { key9, key9ReadBefore } from '../testing/key9.ts';
import { factsOf } from '../testing/notation.ts';
import { inconsistentOffsets } from './inconsistent-offsets.ts';

const judge = (history: string) => inconsistentOffsets.judge(factsOf(history));

test.each([
  ['two acked sends', 'P0 send ok 641@537; P1 send ok 645@537', 537, ['641', '645']],
  [
    'an unknown send that a read of another partition proves',
    'P0 send unknown 1@0 y:1; P1 send ok 2@0; P2 poll ok y:1@5',
    0,
    ['1', '2'],
  ],
  ['a send and a later read', 'P0 send ok a@0; P0 send ok b@0 c@2; P0 poll ok b@0 c@2', 0, ['a', 'b']],
  ['a read of an aborted poll', 'P0 send ok a@0; P0 send unknown b; P1 poll fail b@0', 0, ['a', 'b']],
  ['the key9 case', key9, 9, ['k9', 'n0']],
  ['the key9 case, read before the cut', key9ReadBefore, 9, ['k9', 'n0']],
])('%s at one offset: both values are told', (_, history, offset, values) => {
  expect(judge(history)).toMatchObject([{ partition: 'x-0', offset, index: expect.any(Number), values }]);
});

test.each([
  ['an unknown send that nothing proves', 'P0 send unknown 1@0 y:1; P1 send ok 2@0'],
  [
    'a failed send, even when its value is read elsewhere',
    'P0 send fail 1@0; P1 send ok 2@0; P2 poll ok 1@5',
  ],
  ['the same value read often', 'P0 send ok a@0; P1 poll ok a@0; P2 poll ok a@0'],
  ['one offset in two partitions', 'P0 send ok a@0 y:b@0'],
])('%s is consistent', (_, history) => {
  expect(judge(history)).toEqual([]);
});

test('the index counts the offsets that are there, whatever holes lie between', () => {
  const [finding] = judge('P0 send ok a@7 b@5000000000; P1 send ok c@5000000000');
  expect(finding).toMatchObject({ index: 1, offset: 5_000_000_000 });
});
