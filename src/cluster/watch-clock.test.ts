import { expect, test } from 'vitest';
import type { HistoryEvent } from '../history/event.ts';
import { clockWatcher } from './watch-clock.ts';

/** Readings of both clocks, one look each. */
function recorded(readings: readonly (readonly [monotonic: number, wall: number])[]): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  let at = 0;
  const reading = () => readings[at] as readonly [number, number];
  const look = clockWatcher({
    now: () => reading()[0],
    wallClock: () => reading()[1],
    record: (event) => void events.push(event),
  });
  for (at = 0; at < readings.length; at++) look();
  return events;
}

test.each([
  ['forward', 3050, 3000],
  ['back', -2950, -3000],
])('a wall clock that jumps %s is recorded once', (_, wall, jumpedMs) => {
  expect(
    recorded([
      [0, 0],
      [50, wall],
      [100, wall + 50],
    ]),
  ).toEqual([{ type: 'clock', time: 50, jumpedMs }]);
});

test('clocks that go on together, and a machine that stands still, are no jump', () => {
  expect(
    recorded([
      [0, 1000],
      [50, 1051],
      [9000, 10_001],
    ]),
  ).toEqual([]);
});

test('a look that was held up between its two readings tells nothing', () => {
  const events: HistoryEvent[] = [];
  let time = 0;
  const look = clockWatcher({
    now: () => (time += 400),
    wallClock: () => (time += 400),
    record: (event) => void events.push(event),
  });
  for (let i = 0; i < 5; i++) look();
  expect(events).toEqual([]);
});
