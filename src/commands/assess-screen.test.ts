import { expect, test, vi } from 'vitest';
import type { ThreatRow } from '../reports/assessment.ts';
import type { Ui } from '../ui.ts';
import { startScreen } from './assess-screen.ts';

const row: ThreatRow = {
  name: 'killed-one',
  threat: 'one broker is killed',
  verdict: 'safe',
  isAllowed: false,
  acknowledged: 152,
  lost: 0,
  noWritesMs: null,
  reasons: [],
  run: null,
};

test('rows stay, and the live line tells how long the others will take', async () => {
  vi.useFakeTimers();
  const told: string[] = [];
  let live = '';
  const ui: Partial<Ui> = {
    tell: ({ text }) => void told.push(text),
    onProgress(text) {
      live = text;
    },
  };
  {
    await using screen = startScreen(ui as Ui, 2);
    screen.begin(13, null);
    screen.prepares('resolving Kafka 4.3.1: 47 jars');
    expect(live).toBe('resolving Kafka 4.3.1: 47 jars');
    screen.hasBegun();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(live).toBe('13 threats under way, 0 done, 0:20 of about 1:52 min');
    screen.ended(20_000);
    screen.row(row);
    screen.begin(1, 'log.flush.interval.messages=1');
    screen.row({ ...row, verdict: 'unsafe', lost: 10 });
  }
  expect(told).toEqual([
    '  13 threats, 2 at a time, about 1:52 min; more where one is UNSAFE',
    '  safe            0 of 152 lost  one broker is killed',
    '  with log.flush.interval.messages=1',
    '  UNSAFE         10 of 152 lost  one broker is killed',
  ]);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});
