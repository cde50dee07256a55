import { expect, test } from 'vitest';
import type { HistoryEvent } from '../../history/event.ts';
import { nothingExpected, runLine, stepLine } from '../testing/lines.ts';
import { lossRun } from '../testing/run.ts';
import { stepsCompleted } from './steps-completed.ts';

function reasons(events: readonly HistoryEvent[]): readonly string[] {
  const fold = stepsCompleted.start();
  for (const event of events) fold.on(event);
  return fold.end();
}

test('a whole run gives no reason', () => {
  expect(reasons(lossRun())).toEqual([]);
});

const gaveUp = (index: number | null, reason: string) => stepLine(index, 'gave-up', { reason });

test('a step that gave up tells why, and what came after it is not missed', () => {
  const reason = 'wait for ISR {1,2,3}: not after 4 s; last seen leader broker-2, ISR {2,3}';
  expect(reasons([runLine(), stepLine(0, 'ended'), gaveUp(1, reason)])).toEqual([reason]);
});

test('a fault that did not happen gives its own reason, not a second one', () => {
  const fault = lossRun().find(({ type }) => type === 'fault') as HistoryEvent;
  expect(reasons([runLine(), { ...fault, happened: false } as HistoryEvent, gaveUp(1, 'no effect')])).toEqual(
    [],
  );
});

test('a step that never ended is named', () => {
  expect(reasons([runLine(), stepLine(0, 'ended'), stepLine(1, 'began')])).toEqual([
    'step 2 (truncate: broker-2) was not completed',
  ]);
});

test('a part of the final phase that gave up counts, unless the author expects trouble', () => {
  const events = (expect: object) => [
    runLine({ expect: { ...nothingExpected, ...expect } }),
    ...lossRun().slice(1),
    gaveUp(null, 'start broker-3: it exited'),
  ];
  expect(reasons(events({}))).toEqual(['start broker-3: it exited']);
  expect(reasons(events({ down: ['broker-3'] }))).toEqual([]);
  expect(reasons(events({ unavailable: true }))).toEqual([]);
});
