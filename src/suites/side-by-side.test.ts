import { expect, test } from 'vitest';
import { lossRun, safeRun } from '../checks/testing/run.ts';
import type { HistoryEvent } from '../history/event.ts';
import { judgeHistory } from '../judge/verdict.ts';
import type { Plan } from '../plan.ts';
import { rowOf } from './run-row.ts';
import { sideBySide } from './side-by-side.ts';

const control: Partial<Plan> = { variant: 'control', patches: ['--control'] };
const noEnd = (events: HistoryEvent[]) => events.filter(({ type }) => type !== 'end');

async function linesOf(...runs: HistoryEvent[][]): Promise<readonly string[]> {
  const results = await Promise.all(
    runs.map(async (events) => ({ judged: await judgeHistory(events), folder: null })),
  );
  return sideBySide(results.map(rowOf)).map(({ text }) => text);
}

test('each run has a line beside its control, and the last line says what the two say together', async () => {
  expect(await linesOf(lossRun(), safeRun(control))).toEqual([
    'side by side        acknowledged  lost    time  verdict',
    'key9-loss                     20     1  12.6 s  as expected',
    'key9-loss, control            20     0  12.6 s  as expected',
    '',
    'key9-loss: 1 of 20 lost with the fault, none without it',
  ]);
});

test.each([
  ['nothing is lost, with the fault or without it', [safeRun(), safeRun(control)]],
  ['the control loses 1, so it is not the fault alone', [lossRun(), lossRun(control)]],
  ['a run is inconclusive, so the two cannot be compared', [lossRun(), noEnd(safeRun(control))]],
  ['a run is inconclusive, so the two cannot be compared', [noEnd(lossRun()), lossRun(), safeRun(control)]],
  ['1 of 20 lost with the fault, none without it', [safeRun(), lossRun(), safeRun(control)]],
])('%s', async (words, runs) => {
  expect((await linesOf(...runs)).at(-1)).toBe(`key9-loss: ${words}`);
});

test('an interrupted pair is not compared', async () => {
  expect((await linesOf(lossRun())).at(-1)).toBe('');
});
