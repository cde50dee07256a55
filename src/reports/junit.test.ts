import { expect, test } from 'vitest';
import { nothingExpected } from '../checks/testing/lines.ts';
import { lossRun, safeRun } from '../checks/testing/run.ts';
import type { HistoryEvent } from '../history/event.ts';
import { judgeHistory } from '../judge/verdict.ts';
import { junit, junitOfRuns } from './junit.ts';
import { hostileRun } from './testing/hostile.ts';
import { junitErrors } from './testing/junit-errors.ts';

/** Each one is valid, whatever a test looks for in it. */
async function fileOf(events: readonly HistoryEvent[]): Promise<string> {
  const file = junit.render({ judged: await judgeHistory(events), folder: 'runs/1' });
  expect(await junitErrors(file)).toEqual([]);
  return file;
}

const noLoss = { expect: { ...nothingExpected, loss: 'none' } } as const;

test('a case an expectation and one an evidence check, all passed', async () => {
  const file = await fileOf(safeRun(noLoss));
  expect(file).toMatch(
    /<testsuite name="key9-loss \(runs\/1\)" tests="\d+" failures="0" errors="0" skipped="0">/,
  );
  expect(file).toContain('<testcase classname="key9-loss" name="expects no loss" time="12.600"/>');
  expect(file).toContain('name="evidence: fault-happened"/>');
  expect(file).toContain('name="evidence: sent-once"/>');
});

test('what is not as expected is a failure, with the blame', async () => {
  const file = await fileOf(lossRun(noLoss));
  expect(file).toContain('<failure message="no loss was expected, 1 acknowledged record is lost">');
  expect(file).toContain('key9, topic1-0 offset 9\n');
  expect(file).toContain('4.15 s truncate removed it from broker-2');
});

test('what proves nothing is an error, of the check and of every expectation', async () => {
  const still = safeRun({ expect: { ...nothingExpected, loss: 'none', down: ['broker-9'] } });
  const events = still.map((event) => (event.type === 'fault' ? { ...event, happened: false } : event));
  const file = await fileOf(events);
  expect(file).toMatch(/failures="0" errors="4"/);
  expect(file).toMatch(/name="evidence: fault-happened">\s*<error message="truncate/);
  expect(file.match(/<error message="the run proves nothing">/g)).toHaveLength(2);
});

test('one expectation of several fails alone', async () => {
  const expected = { ...nothingExpected, lost: 1, anomalies: ['g1a'] };
  const file = await fileOf(lossRun({ expect: expected }));
  expect(file).toMatch(/failures="1" errors="0"/);
  expect(file).toContain('name="expects 1 lost record" time="12.600"/>');
  expect(file).toContain('<failure message="g1a was expected, and is not there">');
});

test('an interrupt and a history without a plan are told, whatever the cases say', async () => {
  const ended = safeRun(noLoss).map((event) =>
    event.type === 'end' ? { ...event, interrupted: true } : event,
  );
  expect(await fileOf(ended)).toMatch(/<error message=/);
  const bare = lossRun().filter(({ type }) => type === 'op');
  expect(await fileOf(bare)).toMatch(/tests="1" failures="1".*name="verdict"/s);
});

test('several runs are one file, and one that has no result is an error', async () => {
  const result = { judged: await judgeHistory(safeRun(noLoss)), folder: null };
  const file = junitOfRuns([result, result], ['key9-loss control']);
  expect(file.match(/<testsuite /g)).toHaveLength(3);
  expect(file).toMatch(/classname="key9-loss control" name="run">\s*<error message="it has no result"\/>/);
  expect(await junitErrors(file)).toEqual([]);
});

test.each([
  ['failure message=', 'failure messages=', /'messages' is not allowed/],
  ['testsuite', 'testsweet', /testsweets.*No matching global declaration/],
  [' tests="1"', ' tests="one"', /'one' is not a valid value/],
  [' classname="', ' class="', /'class' is not allowed/],
])('the schema would find a mistake: %s', async (right, wrong, words) => {
  const bare = await fileOf(lossRun().filter(({ type }) => type === 'op'));
  expect(bare).toContain(right);
  expect((await junitErrors(bare.replaceAll(right, wrong))).join()).toMatch(words);
});

test('hostile content stays text', async () => {
  const file = await fileOf(hostileRun(noLoss));
  expect(file).not.toMatch(/<img|<script|\]\]>|[^\P{Cc}\n]|\p{Cs}/u);
  expect(file.length).toBeLessThan(100_000);
});
