import { expect, test } from 'vitest';
import { browseHtml, folderHtml, hrefOf, problemHtml, type StoredResult } from './browse.ts';
import { hostile } from './testing/hostile.ts';

const run: StoredResult = {
  path: ['key9-loss', '2026-11-27T18-47-52-baab4f28'],
  name: 'key9-loss',
  startedAt: '2026-11-27T18:47:52.711Z',
  fate: 'lost',
  summary: 'DATA LOST 1 of 20, as expected',
  page: 'report.html',
  isRun: true,
};

test('a run has its page, its time, what became of the data, and its files', () => {
  const page = browseHtml('runs', [run]);
  expect(page).toContain('<h1>1 result in runs</h1>');
  expect(page).toContain('<li class="lost-data">');
  expect(page).toContain('<a href="/files/key9-loss/2026-11-27T18-47-52-baab4f28/report.html">key9-loss</a>');
  expect(page).toContain('<time>2026-11-27 18:47 UTC</time><p>DATA LOST 1 of 20, as expected</p>');
  expect(page).toContain('href="/files/key9-loss/2026-11-27T18-47-52-baab4f28/"');
  expect(page).not.toMatch(/<script|<form|https?:/);
});

test('several runs can be chosen, an assessment not', () => {
  const page = browseHtml('runs', [run, run, { ...run, isRun: false, page: null }]);
  expect(page.match(/type="checkbox"/g)).toHaveLength(2);
  expect(page).toContain('<form action="/compare">');
  expect(page.match(/report\.html"/g)).toHaveLength(2);
});

test('an empty folder tells what would fill it', () => {
  expect(browseHtml('runs', [])).toContain('<code>fsync-lab run key9-loss</code>');
});

test('a name is escaped for an address once, whatever it holds', () => {
  expect(hrefOf(['a b', '%2e', '?#&"'], 'x.log')).toBe('/files/a%20b/%252e/%3F%23%26%22/x.log');
  expect(hrefOf([])).toBe('/files/');
});

test('hostile names and values stay text', () => {
  // No file has a name that is no text, or a longer one.
  const name = hostile.replaceAll('\ud800', '');
  const bad = `${hostile}${'x'.repeat(1_000_000)}`;
  const pages = [
    browseHtml(bad, [run, { ...run, path: [name], name: bad, startedAt: bad, summary: bad }]),
    folderHtml([name], [{ name, isFolder: true, size: '' }]),
    problemHtml(bad),
  ];
  for (const page of pages) {
    expect(page).not.toMatch(/<img|<script|(?!\n)\p{Cc}|\p{Cf}|\p{Cs}/u);
    expect(page).toContain('&lt;img src=x onerror=');
    expect(page.length).toBeLessThan(20_000);
  }
});
