import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeComplaints, startChromium, withBrowser } from '../../testing/browser.ts';
import type { Matrix, MatrixCell } from '../matrix.ts';
import { matrixHtml } from './html.ts';

const stored = join(import.meta.dirname, '../../../docs/findings/dispute.matrix.json');

/** The stored matrix at its widest and worst: five versions, and cells of every kind with long reasons. */
function wideMatrix(): Matrix {
  const matrix = JSON.parse(readFileSync(stored, 'utf8')) as Matrix;
  const [first] = matrix.cells;
  const [run] = first?.runs ?? [];
  if (!first || !run) throw new Error(`${stored} has no run`);
  const reason = 'wait for ISR {1,2,3}: not after 60000 ms; last seen leader broker-2, ISR {2,3}';
  const kinds: readonly Partial<MatrixCell>[] = [
    { runs: [0, 1, 2].map((round) => ({ ...run, round })) },
    { runs: [{ ...run, lost: 10, unavailableMs: 12_000 }] },
    { runs: [{ ...run, lost: null, verdict: 'inconclusive', reasons: [reason] }] },
    { runs: [], refused: 'power-loss needs root' },
    { runs: [], excluded: 'the order of the demo needs ZooKeeper' },
  ];
  const labels = (name: string) => matrix.axes.find((axis) => axis.name === name)?.labels ?? [];
  const cells = labels('scenario').flatMap((scenario) =>
    labels('version').map((version, at) => ({
      ...first,
      ...kinds[at],
      labels: { scenario, version, flush: 'defaults' },
    })),
  );
  return { ...matrix, cells };
}

withBrowser('matrix.html in a browser', () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), 'fsync-lab-matrix-page-'));
  const file = join(folder, 'matrix.html');
  beforeAll(async () => {
    writeFileSync(file, matrixHtml(wideMatrix()));
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
    ['dark', 390],
  ] as const)('%s and %i pixels wide: fits, axe-core finds nothing', async (colorScheme, width) => {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('request', (request) => request.url().startsWith('file:') || complaints.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    expect(await page.locator('html').evaluate((root) => root.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await axeComplaints(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('each cell leads to its runs, and its colour is that of its words alone', async () => {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
    const links = await page.locator('td a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    expect(links.length).toBeGreaterThan(20);
    expect(links.every((link) => link?.startsWith('runs/') && link.endsWith('/report.html'))).toBe(true);
    const colours = `[...document.querySelectorAll('td')].map((one) => getComputedStyle(one).borderBottomColor)`;
    expect(await page.evaluate(`new Set(${colours}).size`)).toBe(1);
  });
});
