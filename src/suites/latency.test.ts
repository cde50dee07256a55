import { expect, test } from 'vitest';
import type { HistoryEvent } from '../history/event.ts';
import { ratioOf, startLatencies } from './latency.ts';

function latencies(ms: number, count = 20) {
  const fold = startLatencies();
  for (let i = 0; i < count; i++) {
    const op: HistoryEvent = {
      type: 'op',
      process: 0,
      f: 'send',
      status: 'ok',
      start: i * 100,
      end: i * 100 + ms,
      actions: [],
    };
    fold.on(op);
  }
  return fold;
}

const fault: HistoryEvent = {
  type: 'fault',
  time: 0,
  step: 0,
  node: 'broker-1',
  fault: 'kill',
  happened: true,
  proof: {},
};

test('the medians of the same threats are compared', () => {
  const before = new Map([
    ['a', latencies(2)],
    ['b', latencies(50)],
  ]);
  expect(ratioOf(before, new Map([['a', latencies(3)]]))).toBe(1.5);
});

test('writes after the first fault do not count', () => {
  const fold = startLatencies();
  fold.on(fault);
  fold.on({ type: 'op', process: 0, f: 'send', status: 'ok', start: 0, end: 1, actions: [] });
  expect(fold.values).toEqual([]);
});

test('a few writes tell nothing', () => {
  expect(ratioOf(new Map([['a', latencies(2, 6)]]), new Map([['a', latencies(3)]]))).toBeNull();
});
