import { expect, test } from 'vitest';
import { key9, key9ReadBefore } from '../testing/key9.ts';
import { factsOf } from '../testing/notation.ts';
import { lostWrite } from './lost-write.ts';

const judge = (history: string) => lostWrite.judge(factsOf(history));

test('what lies below the highest read and was committed is lost; what lies above is not', () => {
  const findings = judge('P0 send ok a@0; P0 send ok b@1 d@3; P1 send unknown c; P0 poll ok c@2');
  expect(findings).toMatchObject([
    { value: 'a', index: 0, 'max-read-index': 2, writer: { op: 0 } },
    {
      value: 'b',
      index: 1,
      'max-read-index': 2,
      writer: { op: 1 },
      'max-read': { value: 'c', reader: { op: 3 } },
    },
  ]);
});

test('a value that another one replaced at its offset is lost', () => {
  const findings = judge('P0 send ok a@0; P0 send ok b@0 c@2; P0 poll ok b@0 c@2');
  expect(findings).toMatchObject([{ value: 'a', 'max-read-index': 1 }]);
});

test('the lost record of the key9 case', () => {
  expect(judge(key9)).toMatchObject([{ partition: 'x-0', value: 'k9', index: 9, 'max-read-index': 18 }]);
});

const doubtful = 'P0 txn unknown a y:b@0; P1 send unknown y:c; P3 poll ok y:c@1';

test.each([
  ['nothing was read', 'P0 send ok a@0 b@1'],
  ['what was not read is above what was', 'P0 send ok a@0 b@1; P0 poll ok a@0'],
  ['an unknown transaction may never have been', doubtful],
  ['a failed send', 'P0 send fail a@0; P0 send ok b@1; P1 poll ok b@1'],
  ['only an aborted poll read above it', 'P0 send ok a@0 b@1; P1 poll fail b@1'],
  ['it was read before it vanished', key9ReadBefore],
])('no lost write: %s', (_, history) => {
  expect(judge(history)).toEqual([]);
});

test('a read of one of its values proves the unknown transaction, so its other value is lost', () => {
  expect(judge(`${doubtful}; P2 poll ok a@0`)).toMatchObject([{ partition: 'y-0', value: 'b' }]);
});

test('a value that is also above the highest read is not lost: it may still be read', () => {
  expect(judge('P0 send ok a@0 b@1; P1 poll fail a@9; P1 poll ok b@1')).toEqual([]);
});
