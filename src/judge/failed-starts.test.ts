import { expect, test } from 'vitest';
import { stepLine } from '../checks/testing/lines.ts';
import { safeRun } from '../checks/testing/run.ts';
import type { EventOf } from '../history/event.ts';
import { closingLines } from '../reports/text.ts';
import { judgeHistory } from './verdict.ts';

const node = (event: EventOf<'node'>['event'], more: Partial<EventOf<'node'>> = {}): EventOf<'node'> => ({
  type: 'node',
  time: 50,
  node: 'broker-3',
  event,
  ...more,
});
const up = [node('started'), node('ready')];
const last = stepLine(null, 'ended');
const trouble = 'Error while reading checkpoint file leader-epoch-checkpoint';
const failed = [node('started'), node('exited', { code: 1, trouble, remedy: 'remove it' })];

async function judged(...events: readonly EventOf<'node'>[]) {
  const [run, ...rest] = safeRun();
  if (!run) throw new Error('the run has a first line');
  return judgeHistory([run, ...events, last, ...rest]);
}

test('a node that ran and does not start again is a finding, with what would help', async () => {
  const seen = await judged(...up, node('exited', { signal: 'SIGKILL' }), ...failed);
  expect(seen.failedStarts).toEqual([{ node: 'broker-3', why: trouble, remedy: 'remove it' }]);
  const text = closingLines({ judged: seen, folder: null }).map((line) => line.text.trim());
  expect(text.join(' ')).toContain(`broker-3 did not start again: ${trouble}; what would help: remove it`);
});

test('without words of its own it is how it ended', async () => {
  const silent = [node('started'), node('exited', { code: 1 })];
  const seen = await judged(...up, node('exited'), ...silent);
  expect(seen.failedStarts).toEqual([{ node: 'broker-3', why: 'it ended with exit code 1', remedy: null }]);
});

test.each([
  ['comes up at the next try', [...up, node('exited'), ...failed, ...up]],
  ['is down because somebody stopped it', [...up, node('exited', { code: 143 })]],
  ['never came up at all, which is about the set-up', failed],
])('a node that %s is none', async (_, events) => {
  expect((await judged(...events)).failedStarts).toEqual([]);
});
