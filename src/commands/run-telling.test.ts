import { expect, test } from 'vitest';
import { lossRun, safeRun } from '../checks/testing/run.ts';
import type { HistoryEvent } from '../history/event.ts';
import { judgeHistory } from '../judge/verdict.ts';
import type { Plan } from '../plan.ts';
import type { Ui } from '../ui.ts';
import { tellTogether } from './run-telling.ts';

const planned = (name: string) => ({ name, variant: null }) as Plan;
const began = (text: string) =>
  ({ type: 'step', time: 1, phase: 'steps', index: 0, name: 'x', text, event: 'began' }) as HistoryEvent;

/** A screen that keeps its live line and the lines that stay. */
function screen() {
  const stays: string[] = [];
  const live = { text: '' };
  const ui: Ui = {
    onProgress(text) {
      live.text = text;
    },
    onEvent: () => undefined,
    onSeen: () => undefined,
    print: (lines) => void stays.push(...lines.map(({ text }) => text)),
    tell: ({ text }) => void stays.push(text),
    show: () => undefined,
    close: () => undefined,
  };
  return { ui, stays, live };
}

test('one live line tells what each run does now, also of two runs of one plan', async () => {
  const { ui, live } = screen();
  const tell = tellTogether(ui, { total: 3 });
  const plan = planned('kill-all');
  const [one, other] = [tell(plan), tell(plan)];
  one.onEvent(began('kill brokers'));
  other.onEvent(began('cluster up'));
  expect(live.text).toBe('3 runs under way, 0 done · kill-all: kill brokers · kill-all: cluster up');
  one.end({ judged: await judgeHistory(safeRun()), folder: null });
  expect(live.text).toBe('3 runs under way, 1 done · kill-all: cluster up');
});

test('what is as expected has one line, what is not has all that it has to say, what did not begin its reason', async () => {
  const { ui, stays } = screen();
  const tell = tellTogether(ui, { total: 3 });
  tell(planned('a')).end({ judged: await judgeHistory(safeRun()), folder: null });
  expect(stays).toHaveLength(1);
  const expect_ = { loss: 'none', lost: null, anomalies: null, down: [], unavailable: null } as const;
  tell(planned('b')).end({ judged: await judgeHistory(lossRun({ expect: expect_ })), folder: null });
  expect(stays.slice(1).join('\n')).toMatch(/^b\n[\s\S]*key9[\s\S]*NOT AS EXPECTED/);
  tell(planned('c')).refuse('no root; use sudo');
  expect(stays.at(-1)).toBe('c  not run: no root; use sudo');
});

test('what all of them wait for is told once', () => {
  const { ui, stays } = screen();
  const tell = tellTogether(ui, { total: 2 });
  for (const name of ['a', 'b']) {
    const { onProgress } = tell(planned(name));
    onProgress('Kafka 3.4.0: 43 jars');
    onProgress('Kafka 3.4.0: 43 jars, 1 downloaded');
  }
  expect(stays).toEqual(['  Kafka 3.4.0: 43 jars']);
});
