import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nothingExpected } from '../checks/testing/lines.ts';
import { lossRun, safeRun } from '../checks/testing/run.ts';
import type { HistoryEvent } from '../history/event.ts';
import { judgeFile, judgeHistory } from '../judge/verdict.ts';
import { comparisonHtml } from './comparison/html.ts';
import { comparisonMarkdown } from './comparison/markdown.ts';
import { comparisonText } from './comparison/text.ts';
import { compare, comparisonJson, type NamedResult } from './comparison.ts';
import { hostile, hostileRun } from './testing/hostile.ts';
import { verdictErrors } from './testing/verdict-errors.ts';

async function named(...runs: readonly (readonly HistoryEvent[])[]): Promise<readonly NamedResult[]> {
  return Promise.all(
    runs.map(async (events, index) => {
      const folder = `runs/${index + 1}`;
      return { path: folder, result: { judged: await judgeHistory(events), folder } };
    }),
  );
}

const stored = async (name: string): Promise<NamedResult> => {
  const folder = `runs/${name}`;
  const file = join(import.meta.dirname, '../testing/stored', name, 'history.jsonl');
  return { path: folder, result: { judged: await judgeFile(file), folder } };
};

const loss = { expect: { ...nothingExpected, loss: 'none' } } as const;

test('a row a run, what became of the data first, and why where it is not as expected', async () => {
  const { headline, runs } = compare(await named(lossRun(loss), safeRun(loss), safeRun().slice(0, -1)));
  expect(headline).toBe('3 runs: data lost in 1 (key9-loss); not known of 1 (key9-loss); as expected 1 of 3');
  expect(runs.map(({ number, lost, verdict }) => [number, lost, verdict])).toEqual([
    ['1', '1', 'NOT AS EXPECTED'],
    ['2', '0', 'AS EXPECTED'],
    ['3', 'not known', 'INCONCLUSIVE'],
  ]);
  expect(runs.map(({ reasons }) => reasons.length > 0)).toEqual([true, false, true]);
});

test('only what differs is told: versions, settings, changes, the steps that not all have', async () => {
  const changed = lossRun({
    topics: [
      { name: 'topic1', partitions: 1, replicas: 3, config: { 'flush.messages': '1' }, assignment: [] },
    ],
    settings: [
      { of: null, key: 'min.insync.replicas', value: '1', origin: '--set' },
      { of: null, key: 'ssl.key.password', value: 'hunter3', origin: 'a file' },
    ],
    patches: ['--set x=1', 'variant y'],
    steps: [{ name: 'produce', args: {}, text: 'produce: 10' }],
  });
  const { differences } = compare(await named(lossRun(), changed));
  expect(differences).toEqual([
    {
      what: 'topic topic1',
      values: ['1 partition, 3 replicas', '1 partition, 3 replicas, flush.messages=1'],
    },
    { what: 'min.insync.replicas', values: ['2', '1'] },
    { what: 'changed by', values: [null, '--set x=1'] },
    { what: 'steps', values: ['truncate: broker-2', null] },
  ]);
  expect(compare(await named(lossRun(), lossRun())).differences).toEqual([]);
});

test('on the terminal the last line is what it comes to, and lines but tables fit', async () => {
  const lines = comparisonText(compare([await stored('key9-loss'), await stored('inconclusive')]));
  expect(lines).toEqual([
    'no.  run        acknowledged       lost  verdict         took',
    '  1  key9-loss            20          1  AS EXPECTED   12.8 s',
    '  2  key9-loss            10  not known  INCONCLUSIVE  11.9 s',
    '',
    expect.stringMatching(/^what differs +run 1 +run 2$/),
    expect.stringMatching(/^started at +2026-11-27 17:00:56 UTC +2026-11-27 18:52:14 UTC$/),
    ...Array.from({ length: 4 }, () => expect.stringMatching(/^transaction\.\S+ +– +\d+$/)),
    expect.stringMatching(/^changed by +– +--set steps\.truncate\.bytes=0$/),
    expect.stringMatching(/^steps +truncate: .*bytes: 10\} +truncate: .*bytes: 0\}$/),
    '',
    'run 1  runs/key9-loss',
    'run 2  runs/inconclusive',
    'why 2  truncate broker-2: 0 B removed, so the run proves nothing',
    '2 runs: data lost in 1 (key9-loss); not known of 1 (key9-loss); as expected 1 of',
    '  2',
  ]);
});

test('as JSON each run is its whole verdict', async () => {
  const file = JSON.parse(comparisonJson([await stored('elr'), await stored('power-loss')]));
  expect(file.runs.map(verdictErrors)).toEqual([[], []]);
  expect(file).toMatchObject({
    version: 1,
    runs: [{ summary: 'DATA LOST 10 of 10, as expected' }, { scenario: 'key9-power-loss' }],
  });
  expect(file.differences).toContainEqual({ what: 'Kafka', values: ['4.3.1', '3.4.0'] });
});

test('the page has the colour of the worst, and no script', async () => {
  const page = comparisonHtml(compare(await named(safeRun(loss), lossRun(loss))));
  expect(page).toContain('<header class="verdict lost-data">');
  expect(page).not.toMatch(/<script|\b(src|href)=|script-src/);
  expect(comparisonHtml(compare(await named(safeRun(loss), [])))).toContain('verdict unknown-data');
  expect(comparisonHtml(compare(await named(safeRun(loss))))).toContain('verdict kept');
});

describe('hostile content', () => {
  // Line breaks are our own; anything else of these would act on a screen.
  const acting = /(?!\n)\p{Cc}|\p{Cf}|\p{Cs}/u;
  const comparison = async () => {
    const settings = [{ of: hostile, key: hostile, value: 'x'.repeat(1_000_000), origin: '' }];
    return compare(await named(hostileRun({ settings, patches: [`--set ${hostile}`] }), lossRun()));
  };

  test('stays text on a page', async () => {
    const page = comparisonHtml(await comparison());
    expect(page).not.toMatch(/<img|<script/);
    expect(page).not.toMatch(acting);
    expect(page).toContain('&lt;img src=x onerror=');
    expect(page.length).toBeLessThan(100_000);
  });

  test('makes no tag, cell or link in Markdown', async () => {
    const text = comparisonMarkdown(await comparison());
    expect(text).not.toMatch(/<img|<script|(?<!\\)\]\(|:\/\//);
    expect(text).not.toMatch(acting);
    const tables = text.split('\n\n').filter((paragraph) => paragraph.startsWith('|'));
    expect(
      tables.map((table) => new Set(table.split('\n').map((row) => row.split(/(?<!\\)\|/).length)).size),
    ).toEqual(tables.map(() => 1));
    expect(text.length).toBeLessThan(100_000);
  });

  test('does not act on a terminal', async () => {
    const lines = comparisonText(await comparison());
    expect(lines.join('')).not.toMatch(/\p{Cc}|\p{Cf}|\p{Cs}/u);
    expect(lines.join('').length).toBeLessThan(100_000);
  });
});
