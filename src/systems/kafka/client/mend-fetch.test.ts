import { expect, test } from 'vitest';
import { type FetchedPartition, hideAborted } from './mend-fetch.ts';

const record = (offset: number, producerId: string) => ({
  offset: String(offset),
  key: null,
  batchContext: { producerId, inTransaction: true },
});
const marker = (offset: number, producerId: string, type: number) => ({
  ...record(offset, producerId),
  key: Buffer.from([0, 0, 0, type]),
  isControlRecord: true,
});
const shown = ({ messages }: FetchedPartition) =>
  messages.filter(({ isControlRecord }) => !isControlRecord).map(({ offset }) => offset);

test('a transaction that began earlier and was aborted later is hidden, too', () => {
  const partition = {
    messages: [
      record(0, 'a'),
      record(1, 'b'),
      record(2, 'c'),
      marker(3, 'b', 0),
      record(4, 'a'),
      marker(5, 'a', 0),
      record(6, 'a'),
      marker(7, 'a', 1),
    ],
    abortedTransactions: [
      { producerId: 'b', firstOffset: '1' },
      { producerId: 'a', firstOffset: '0' },
    ],
  };
  hideAborted(partition);
  expect(shown(partition)).toEqual(['2', '6']);
  // Or kafkajs would sort once more, by its own rule.
  expect(partition.abortedTransactions).toEqual([]);
});

test('a fetch that begins in the middle of two aborted transactions hides both from its first record on', () => {
  const partition = {
    messages: [record(10, 'b'), record(11, 'a'), record(12, 'c')],
    abortedTransactions: [
      { producerId: 'a', firstOffset: '3' },
      { producerId: 'b', firstOffset: '4' },
    ],
  };
  hideAborted(partition);
  expect(shown(partition)).toEqual(['12']);
});

test('without aborted transactions all is shown', () => {
  const partition: FetchedPartition = { messages: [record(0, 'a')], abortedTransactions: null };
  hideAborted(partition);
  expect(shown(partition)).toEqual(['0']);
});
