import { expect, test } from 'vitest';
import type { HistoryEvent } from '../../history/event.ts';
import { lossRun } from '../testing/run.ts';
import { historyEnd } from './history-end.ts';

function reasons(events: readonly HistoryEvent[]): readonly string[] {
  const fold = historyEnd.start();
  for (const event of events) fold.on(event);
  return fold.end();
}

test('a whole run gives no reason', () => {
  expect(reasons(lossRun())).toEqual([]);
});

test.each([
  [[], 'no `end` line'],
  [lossRun().slice(0, -1), 'no `end` line'],
  [[...lossRun().slice(0, -1), { type: 'end', time: 1, interrupted: true } as const], 'interrupted'],
])('a history that just stops, or was interrupted', (events, words) => {
  expect(reasons(events)).toEqual([expect.stringContaining(words)]);
});
