import { expect, test } from 'vitest';
import { accountForAll } from './accounting.ts';
import { key9FinalRead } from './testing/key9.ts';
import { factsOf } from './testing/notation.ts';

test.each([
  [key9FinalRead, { attempted: 20, acked: 20, ok: 19, recovered: 0, lost: 1, unexpected: 0 }],
  [
    'P0 send ok a@0; P0 send unknown b; P0 send fail c; P1 poll ok a@0 b@1 c@2 d@3 final atEnd=4',
    { attempted: 3, acked: 1, ok: 3, recovered: 2, lost: 0, unexpected: 1 },
  ],
  [
    'P0 send ok a@0; P1 poll ok a@0',
    { attempted: 1, acked: 1, ok: 0, recovered: 0, lost: null, unexpected: 0 },
  ],
  [
    'P0 send ok a@0 y:b@0; P1 poll ok final atEnd=0; P1 poll ok final',
    { attempted: 2, acked: 2, ok: 0, recovered: 0, lost: 1, unexpected: 0 },
  ],
  [
    'P0 send ok a@0 y:b@0; P1 poll ok a@0 final atEnd=1; P1 poll ok final',
    { attempted: 2, acked: 2, ok: 1, recovered: 0, lost: null, unexpected: 0 },
  ],
  ['P0 poll ok', { attempted: 0, acked: 0, ok: 0, recovered: 0, lost: null, unexpected: 0 }],
])('%s', (history, counts) => {
  expect(accountForAll(factsOf(history))).toEqual({ superseded: 0, expired: 0, deleted: 0, ...counts });
});
