import { expect, test } from 'vitest';
import type { EventOf, HistoryEvent } from '../../history/event.ts';
import { nothingExpected, runLine, stepLine } from '../testing/lines.ts';
import { loadProgress } from './load-progress.ts';

function reasons(events: readonly HistoryEvent[]): readonly string[] {
  const fold = loadProgress.start();
  for (const event of events) fold.on(event);
  return fold.end();
}

const began = stepLine(0, 'ended', { name: 'load', text: 'load 20/s', time: 10 });
const stopped = stepLine(4, 'began', { name: 'stop-load', text: 'stop load', time: 90 });
const ack = (start: number, status: 'ok' | 'unknown' = 'ok'): HistoryEvent => ({
  type: 'op',
  process: 1,
  f: 'send',
  status,
  start,
  end: start + 5,
  step: 0,
  actions: [{ send: { to: 'topic1-0', value: `${start}`, offset: start } }],
});
const fault = (time: number): HistoryEvent => {
  return { type: 'fault', time, step: 1, node: 'broker-1', fault: 'kill', happened: true, proof: {} };
};
const before = 'load 20/s: nothing was acknowledged before the fault';
const after = 'load 20/s: nothing that was sent after the last fault was acknowledged';

test.each<[string, HistoryEvent[], string[]]>([
  ['on both sides', [ack(20), fault(40), ack(50)], []],
  ['only after it', [fault(40), ack(50)], [before]],
  ['only before it', [ack(20), fault(40), ack(50, 'unknown')], [after]],
  ['only between two faults', [fault(30), ack(40), fault(60)], [before, after]],
  ['never', [fault(40)], [before, after]],
  ['without any fault', [], []],
])('a load that made progress %s', (_, events, expected) => {
  expect(reasons([runLine(), began, ...events, stopped])).toEqual(expected);
});

test('with acks=0 its progress is what it sent without an error', () => {
  const unasked = (start: number, error?: string) => ({
    ...ack(start, 'unknown'),
    acks: 0,
    ...(error ? { error } : {}),
  });
  const events = (error?: string) => [runLine(), began, unasked(20), fault(40), unasked(50, error), stopped];
  expect(reasons(events())).toEqual([]);
  expect(reasons(events('closed'))).toEqual([after]);
});

test('a fault after the load was stopped does not concern it', () => {
  expect(reasons([runLine(), began, ack(20), fault(40), ack(50), stopped, fault(95)])).toEqual([]);
});

test('where the cluster is expected to be unavailable nothing need be acknowledged after the fault', () => {
  const expected = runLine({ expect: { ...nothingExpected, unavailable: true } });
  expect(reasons([expected, began, ack(20), fault(40), stopped])).toEqual([]);
  expect(reasons([expected, began, fault(40), stopped])).toEqual([before]);
});

test.each([
  ['transact', 'txn', 'nothing that was sent after the last fault was committed'],
  ['consume', 'poll', 'nothing was read after the last fault'],
] as const)('a %s in the background must get on, too', (name, f, told) => {
  const start = stepLine(0, 'ended', { name, text: name, time: 10, result: 'runs in the background' });
  const done = (at: number): HistoryEvent => ({ ...(ack(at) as EventOf<'op'>), f });
  expect(reasons([runLine(), start, done(20), fault(40), done(50), stopped])).toEqual([]);
  expect(reasons([runLine(), start, done(20), fault(40), stopped])).toEqual([`${name}: ${told}`]);
  const inFront = stepLine(0, 'ended', { name, text: name, time: 30, result: '3 committed' });
  expect(reasons([runLine(), done(20), inFront, fault(40), stopped])).toEqual([]);
});
