import { expect, test } from 'vitest';
import { nothingExpected } from '../checks/testing/lines.ts';
import { lossRun, safeRun } from '../checks/testing/run.ts';
import type { HistoryEvent } from '../history/event.ts';
import { judgeHistory } from '../judge/verdict.ts';
import { html } from './html.ts';
import { hostileRun } from './testing/hostile.ts';

async function pageOf(events: readonly HistoryEvent[]): Promise<string> {
  return html.render({ judged: await judgeHistory(events), folder: 'runs/1' });
}

test('the verdict comes first, what it stands on below', async () => {
  const page = await pageOf(lossRun({ expect: { ...nothingExpected, lost: 1 } }));
  expect(page).toMatch(
    /<body><main><header class="verdict lost-data"><h1>key9-loss: DATA LOST 1 of 20, as expected<\/h1>/,
  );
  const titles = [...page.matchAll(/<h2 id="(.*?)">/g)].map((match) => match[1]);
  expect(titles).toEqual(
    'lost timeline faults replicas leaders counts anomalies settings plan versions limits all-events'.split(
      ' ',
    ),
  );
  expect(page).toContain('<td>truncate removed it from broker-2</td>');
});

test('nothing is asked of a network, and only the own script may run', async () => {
  const page = await pageOf(lossRun());
  expect(page).toMatch(/default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-[\w+/]+=*'"/);
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).not.toMatch(/\b(src|href)=|url\((?!#)|@import/);
});

test('a broker shows the line of its log, and every row has its mark', async () => {
  const page = await pageOf(lossRun());
  expect(page).toContain('<code>Truncating to offset 9</code>');
  const rows = page.match(/<tr class="\w+" data-kind=/g) ?? [];
  const marks = page.match(/ data-e="\d+"/g) ?? [];
  expect(rows.length).toBeGreaterThan(10);
  expect(marks).toHaveLength(rows.length);
});

test('hostile content stays text, and a value of 1 MB is told by its beginning', async () => {
  const page = await pageOf(hostileRun());
  expect(page).not.toMatch(/<img|<script>globalThis|[^\P{Cc}\n]|\p{Cf}|\p{Cs}/u);
  expect(page).toContain('&lt;img src=x onerror=');
  expect(page).toContain('more characters)');
  expect(page.length).toBeLessThan(300_000);
});

test('many events give way by their importance, and that is said', async () => {
  const lines = Array.from({ length: 5000 }, (_, i): HistoryEvent => {
    return {
      type: 'broker-log',
      time: 5000 + i,
      node: 'broker-1',
      kind: 'isr',
      line: `line ${i} ${'x'.repeat(100)}`,
    };
  });
  const page = await pageOf([...lossRun().slice(0, -1), ...lines, ...lossRun().slice(-1)]);
  expect(page).toContain('less important ones, all in history.jsonl');
  expect(page).toContain('it is lost in the end');
  expect(page.length).toBeLessThan(300_000);
});

test.each([
  [safeRun({ expect: { ...nothingExpected, loss: 'none' } }), 'verdict kept'],
  [[], 'verdict unknown-data'],
])('a run without a loss, and one of which nothing is known, have their own colour', async (events, mark) => {
  expect(await pageOf(events)).toContain(mark);
});
