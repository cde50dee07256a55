import { expect, test } from 'vitest';
import type { Entry } from './entry.ts';
import { logOf } from './ledgers.ts';

const file = (...entries: [ledger: number, entry: number, position: number, value: string][]) => ({
  entries: entries.map(([ledger, entry, position, value]): Entry => ({ ledger, entry, position, value })),
  bytes: 100,
  torn: 1,
  badCrc: 0,
});

test('an entry counts once, whether a journal or an entry log has it, or both', () => {
  const log = logOf([file([0, 0, 0, '1/0'], [0, 1, 1, '1/1']), file([0, 0, 0, '1/0'])]);
  expect(log).toEqual({
    start: 0,
    end: 2,
    bytes: 200,
    torn: 2,
    badCrc: 0,
    epochs: [[0, 0]],
    records: [
      [0, '1/0'],
      [1, '1/1'],
    ],
  });
});

test('what an older ledger has behind the begin of a newer one is not of the log', () => {
  const { records, epochs, end } = logOf([
    file([0, 0, 0, '1/0'], [0, 1, 1, '1/1'], [0, 2, 2, '1/2'], [1, 0, 1, '2/0']),
  ]);
  expect(records).toEqual([
    [0, '1/0'],
    [1, '2/0'],
  ]);
  expect(epochs).toEqual([
    [0, 0],
    [1, 1],
  ]);
  expect(end).toBe(2);
});

test('without entries it is empty', () => {
  expect(logOf([])).toMatchObject({ start: 0, end: 0, records: [] });
});
