import { expect, test } from 'vitest';
import type { EventOf } from '../history/event.ts';
import { heldByNone } from './spread.ts';

type Against = NonNullable<EventOf<'log'>['againstRead']>;
const log = (node: string, same: number, lacks: Against['lacks']) =>
  ({
    node,
    againstRead: {
      from: 0,
      to: 3,
      same,
      unread: 0,
      expired: 0,
      below: 0,
      above: 0,
      lacks,
      extra: [],
      unlisted: 0,
    },
  }) as unknown as EventOf<'log'>;
const whole = log('bookie-1', 3, []);
const withoutLast = log('bookie-2', 2, [[2, '1/2']]);
const withoutMore = log('bookie-3', 1, [
  [1, '1/1'],
  [2, '1/2'],
]);

test('what one replica lacks another one may have', () => {
  expect(heldByNone('ledgers', [withoutLast, whole, withoutMore], { records: 3 })).toEqual([]);
});

test('what was read and is in no file is told', () => {
  expect(heldByNone('ledgers', [withoutLast, withoutMore], { records: 3 })).toEqual([
    "no replica's log of ledgers holds what the final read returned at offset 2",
  ]);
  expect(heldByNone('ledgers', [withoutMore], { records: 3 })).toEqual([
    "no replica's log of ledgers holds what the final read returned at offsets 1, 2",
  ]);
});

test('a line that does not add up, or was never held against the read, proves nothing', () => {
  const bare = { node: 'bookie-1' } as EventOf<'log'>;
  const reason = 'the log of ledgers on bookie-1: its line does not add up';
  expect(heldByNone('ledgers', [whole], { records: 4 })).toEqual([reason]);
  expect(heldByNone('ledgers', [bare, withoutLast], { records: 3 })).toEqual([reason]);
});
