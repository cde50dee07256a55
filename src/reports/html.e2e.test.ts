import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HistoryEvent } from '../history/event.ts';
import { readHistory } from '../history/reader.ts';
import { judgeHistory } from '../judge/verdict.ts';
import { axeComplaints, startChromium, withBrowser } from '../testing/browser.ts';
import { html } from './html.ts';
import { hostile, hostileRun } from './testing/hostile.ts';

// A run of the scenario `compaction` on Kafka 3.4.0.
const stored = join(import.meta.dirname, '../judge/fixtures/compaction.jsonl');

withBrowser('report.html in a browser', () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fsync-lab-page-'));
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  /** The page as it opens from disk; what it complains about is collected. */
  async function open(
    events: AsyncIterable<HistoryEvent> | readonly HistoryEvent[],
    options: Parameters<Browser['newPage']>[0] = {},
  ): Promise<{ page: Page; complaints: string[] }> {
    const file = join(folder, 'report.html');
    writeFileSync(file, html.render({ judged: await judgeHistory(events), folder }));
    const page = await browser.newPage(options);
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => request.url().startsWith('file:') || complaints.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    return { page, complaints };
  }

  test('opens from disk without a complaint, with a lane for every node', async () => {
    const { page, complaints } = await open(readHistory(stored));
    const labels = await page.locator('.labels li').allTextContents();
    expect(labels).toEqual(
      expect.arrayContaining(['zookeeper', 'broker-1', 'broker-2', 'broker-3', 'clients']),
    );
    expect(await page.locator('.scroll rect.up').count()).toBeGreaterThanOrEqual(5);
    const boxes = await page
      .locator('.scroll rect.dead')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().width));
    expect(boxes.length).toBe(1);
    expect(boxes[0]).toBeGreaterThan(5);
    expect(complaints).toEqual([]);
  });

  test('keys reach every event, and each shows what the table says', async () => {
    const { page } = await open(readHistory(stored));
    const rows = await page.locator('#events tbody tr').count();
    await page.focus('.scroll');
    await page.keyboard.press('Home');
    const seen = new Set<number>();
    for (let i = 0; i < rows; i++) {
      const [index, wanted] = await page.locator('#events tbody tr').evaluateAll((all) => {
        const at = all.findIndex((row) => row.classList.contains('on'));
        return [at, all[at]?.querySelector('td:last-child')?.firstChild?.textContent ?? 'nothing'] as const;
      });
      const said = await page.locator('#event').textContent();
      seen.add(index);
      expect(said).toContain(wanted);
      await page.keyboard.press('ArrowRight');
    }
    expect(seen.size).toBe(rows);
  });

  test('a mark that is pointed at shows the line of the log behind it; plus and minus zoom', async () => {
    const { page } = await open(readHistory(stored));
    const index = await page
      .locator('#events tbody tr')
      .evaluateAll((rows) => rows.findIndex((row) => row.querySelector('code')));
    await page.locator(`.scroll [data-e="${index}"] path`).dispatchEvent('pointerover', { bubbles: true });
    expect(await page.locator('#event code').textContent()).toContain('Leader topic1-0');
    const width = () => page.locator('.scroll > svg').evaluate((picture) => picture.clientWidth);
    const before = await width();
    await page.focus('.scroll');
    await page.keyboard.press('+');
    expect(await width()).toBeCloseTo(2 * before, -1);
    expect(await page.locator('.ticks.z2').isVisible()).toBe(true);
    await page.keyboard.press('-');
    expect(await width()).toBe(before);
  });

  test('the filter leaves what was asked for', async () => {
    const { page } = await open(readHistory(stored));
    await page.fill('#search', 'broker-3');
    await page.uncheck('.kinds input[value="log"]');
    const shown = await page.locator('#events tbody tr:not([hidden])').allTextContents();
    expect(shown.length).toBeGreaterThan(3);
    expect(shown.every((text) => text.includes('broker-3'))).toBe(true);
    expect(await page.locator('#count').textContent()).toMatch(
      new RegExp(`^${shown.length} of \\d+ events$`),
    );
  });

  test('hostile content stays text and runs nothing', async () => {
    const { page, complaints } = await open(hostileRun());
    expect(await page.evaluate(() => Reflect.get(globalThis, 'owned'))).toBeUndefined();
    expect(await page.locator('img, iframe, h1 *').count()).toBe(0);
    expect(await page.locator('h1').textContent()).toContain(hostile.slice(0, 60));
    await page.focus('.scroll');
    await page.keyboard.press('End');
    expect(complaints).toEqual([]);
  });

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
  ] as const)('axe-core finds nothing, %s and %i pixels wide', async (colorScheme, width) => {
    const { page } = await open(readHistory(stored), { colorScheme, viewport: { width, height: 900 } });
    expect(await page.locator('html').evaluate((root) => root.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await axeComplaints(page)).toEqual([]);
  });
});
