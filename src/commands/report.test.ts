import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { runReport } from './report.ts';

const stored = (name: string) => join(import.meta.dirname, '../testing/stored', name);
let printed: string[];
const out = (line: string) => void printed.push(line);
beforeEach(() => {
  printed = [];
});

test('one run is told as its own last lines, too', async () => {
  expect(await runReport([stored('inconclusive')], { format: 'text' }, out)).toBe(0);
  expect(printed).toContain('INCONCLUSIVE  truncate broker-2: 0 B removed, so the run proves nothing');
});

test.each([
  [undefined, /^no\. {2}run/],
  ['text', /^no\. {2}run/],
  ['txt', /^no\. {2}run/],
  ['md', /^## 2 runs: data lost in 2/],
  ['html', /^<!doctype html>/],
  ['json', /^\{\n {2}"version": 1,/],
  ['xml', /<testsuite name="key9-power-loss .*<testsuite name="last-replica-standing /s],
])('several runs are one comparison, as %s', async (format, words) => {
  const options = format === undefined ? {} : { format };
  expect(await runReport([stored('power-loss'), stored('elr')], options, out)).toBe(0);
  expect(printed.join('\n')).toMatch(words);
});

test.each(['timeline', 'edn'])('%s is of one run', async (format) => {
  await expect(runReport([stored('elr'), stored('elr')], { format }, out)).rejects.toMatchObject({
    name: 'UserError',
    message: `${format} is of one run, and 2 are named`,
    hint: expect.stringContaining('text, markdown, html, json, junit'),
  });
});

test('folders that will not do are told at once, and nothing is printed', async () => {
  const options = { out: stored('') };
  await expect(runReport([stored('elr'), 'no-such', 'a/b'], options, out)).rejects.toMatchObject({
    message: `there is neither a file nor a run of no-such in ${stored('')}/\nthere is no history at a/b`,
  });
  const both = runReport([stored('elr'), stored(''), join(stored('elr'), 'report.md')], options, out);
  await expect(both).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringMatching(/^there is no history at .*\n.*report\.md:1 {2}the line is no JSON$/),
  });
  expect(printed).toEqual([]);
});
