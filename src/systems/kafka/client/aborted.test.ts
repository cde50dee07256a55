import { expect, test } from 'vitest';
import { followAborted } from './aborted.ts';

const data = (offset: number, producerId: number, inTransaction = true) => ({
  offset: String(offset),
  key: Buffer.from('key'),
  batchContext: { producerId: String(producerId), inTransaction },
});
const marker = (offset: number, producerId: number, type: 0 | 1) => ({
  ...data(offset, producerId),
  key: Buffer.from([0, 0, 0, type]),
  isControlRecord: true,
});
const from = (producerId: number, firstOffset: number) => ({
  producerId: String(producerId),
  firstOffset: String(firstOffset),
});
const [abort, commit] = [0, 1] as const;

function abortedIn(
  transactions: Parameters<typeof followAborted>[0],
  messages: readonly Parameters<ReturnType<typeof followAborted>>[0][],
) {
  const isAborted = followAborted(transactions);
  return messages.filter((message) => isAborted(message)).map(({ offset }) => Number(offset));
}

test('the records of an aborted transaction are, those of the next one of the same producer are not', () => {
  const log = [data(0, 7), data(1, 7), marker(2, 7, abort), data(3, 7), marker(4, 7, commit)];
  expect(abortedIn([from(7, 0)], log)).toEqual([0, 1]);
  expect(abortedIn([], log)).toEqual([]);
});

test('other producers in between are not', () => {
  const log = [data(0, 7), data(1, 8), data(2, 7, false), marker(3, 7, abort), marker(4, 8, commit)];
  expect(abortedIn([from(7, 0)], log)).toEqual([0]);
});

test('a transaction that began first and ended last is told though the broker lists it last', () => {
  const log = [data(0, 7), data(1, 8), marker(2, 8, abort), data(3, 7), marker(4, 7, abort)];
  expect(abortedIn([from(8, 1), from(7, 0)], log)).toEqual([0, 1, 3]);
});

test('a data record with the key of a marker ends nothing', () => {
  const log = [{ ...data(0, 7), key: Buffer.from([0, 0, 0, 0]) }, data(1, 7), marker(2, 7, abort)];
  expect(abortedIn([from(7, 0)], log)).toEqual([0, 1]);
});
