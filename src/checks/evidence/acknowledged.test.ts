import { expect, test } from 'vitest';
import type { HistoryEvent } from '../../history/event.ts';
import { lossRun } from '../testing/run.ts';
import { acknowledged } from './acknowledged.ts';

function reasons(events: readonly HistoryEvent[]): readonly string[] {
  const fold = acknowledged.start();
  for (const event of events) fold.on(event);
  return fold.end();
}

test('a whole run gives no reason', () => {
  expect(reasons(lossRun())).toEqual([]);
});

const withoutAcks = (step: number | undefined) =>
  lossRun().filter(
    (event) => event.type !== 'op' || event.final || (step !== undefined && event.step !== step),
  );

test('nothing was acknowledged', () => {
  expect(reasons(withoutAcks(undefined))).toEqual(['no record was acknowledged, so none could be lost']);
  expect(reasons([])).toHaveLength(1);
});

test('one round of two got no acknowledgement', () => {
  expect(reasons(withoutAcks(2))).toEqual(['produce: 10: nothing was acknowledged']);
});

test('an unknown outcome is no acknowledgement', () => {
  const events = lossRun().map((event) =>
    event.type === 'op' && event.step === 0 ? { ...event, status: 'unknown' as const } : event,
  );
  expect(reasons(events)).toHaveLength(1);
});

test('with acks=0 a round serves without an acknowledgement, but a run of nothing else proves nothing', () => {
  const unasked = (event: HistoryEvent, step: number | undefined) =>
    event.type === 'op' && !event.final && (step === undefined || event.step === step)
      ? { ...event, status: 'unknown' as const, acks: 0 }
      : event;
  expect(reasons(lossRun().map((event) => unasked(event, 0)))).toEqual([]);
  expect(reasons(lossRun().map((event) => unasked(event, undefined)))).toEqual([
    'no record was acknowledged, so none could be lost',
  ]);
});
