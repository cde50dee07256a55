import { expect, test } from 'vitest';
import { stepLine } from '../checks/testing/lines.ts';
import type { EventOf, HistoryEvent } from '../history/event.ts';
import { startUnavailability } from './unavailability.ts';

const began = (name: string, time: number, index: number | null = 4) =>
  stepLine(index, 'began', { name, time });

function sent(end: number, status: EventOf<'op'>['status'] = 'ok', step = 4, to = 'topic1-0'): EventOf<'op'> {
  const actions = [{ send: { to, key: null, value: `1/${end}` } }];
  return { type: 'op', process: 0, f: 'send', status, start: end - 1, end, step, actions };
}

function measured(...events: readonly HistoryEvent[]) {
  const fold = startUnavailability();
  for (const event of events) fold.on(event);
  return fold.end();
}

test('the longest time between two acknowledgements is measured', () => {
  expect(
    measured(began('load', 100), sent(150), sent(200), sent(9000), sent(9050), began('stop-load', 9100, 9)),
  ).toEqual([{ partition: 'topic1-0', fromMs: 200, toMs: 9000 }]);
});

test('an attempt that was not acknowledged does not count as one', () => {
  expect(
    measured(
      began('load', 0),
      sent(10),
      sent(500, 'fail'),
      sent(900, 'unknown'),
      began('stop-load', 1000, 9),
    ),
  ).toEqual([{ partition: 'topic1-0', fromMs: 10, toMs: 1000 }]);
});

test('the final phase ends a load that no step has stopped', () => {
  expect(measured(began('load', 0), sent(10), began('stop-load', 7000, null))).toMatchObject([
    { toMs: 7000 },
  ]);
});

test('each partition has its own stretch', () => {
  const other = (end: number) => sent(end, 'ok', 4, 'topic1-1');
  expect(
    measured(began('load', 0), sent(10), other(20), other(300), sent(400), began('stop-load', 410, 9)),
  ).toEqual([
    { partition: 'topic1-0', fromMs: 10, toMs: 400 },
    { partition: 'topic1-1', fromMs: 20, toMs: 300 },
  ]);
});

test('without a load nothing is measured: records written one after the other say nothing about the time between', () => {
  expect(measured(began('produce', 0), sent(10), sent(90_000))).toEqual([]);
});

test('a load that asks for no acknowledgement says nothing of the time without one', () => {
  const unasked = { ...sent(5000, 'unknown'), acks: 0 };
  expect(measured(began('load', 0), sent(10), unasked, began('stop-load', 7000, 9))).toMatchObject([
    { fromMs: 10, toMs: 7000 },
  ]);
  expect(measured(began('load', 0), unasked, began('stop-load', 7000, 9))).toEqual([]);
});
