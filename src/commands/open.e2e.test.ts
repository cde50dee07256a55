import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostile } from '../reports/testing/hostile.ts';
import { axeComplaints, startChromium, withBrowser } from '../testing/browser.ts';
import { openServer, type ResultServer } from './open/server.ts';

const stored = join(import.meta.dirname, '../testing/stored');

withBrowser('fsync-lab open in a browser', () => {
  let browser: Browser;
  let root: string;
  let server: ResultServer;
  beforeAll(async () => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'fsync-lab-browse-')));
    for (const name of ['key9-loss', 'elr', 'inconclusive'])
      cpSync(join(stored, name), join(root, name), { recursive: true });
    const name = 'a?b#c%2e&"<img src=x onerror="globalThis.owned=1">';
    mkdirSync(join(root, name));
    const verdict = { scenario: hostile, summary: hostile, data: 'kept', startedAt: '2026-11-27T00:00:00Z' };
    writeFileSync(join(root, name, 'verdict.json'), JSON.stringify(verdict));
    writeFileSync(join(root, name, 'report.html'), '<script>globalThis.owned = 1</script><h1>strange</h1>');
    server = await openServer({ root, shown: 'runs', port: 0 });
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
    rmSync(root, { recursive: true });
  });

  async function open(
    options: Parameters<Browser['newPage']>[0] = {},
  ): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.newPage(options);
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => request.url().startsWith(server.url) || complaints.push(request.url()));
    await page.goto(server.url);
    return { page, complaints };
  }

  test('a run is one click away, and its page works there as from disk', async () => {
    const { page, complaints } = await open();
    await page.getByRole('link', { name: 'last-replica-standing', exact: true }).click();
    expect(await page.locator('h1').textContent()).toContain('DATA LOST 10 of 10');
    await page.focus('.scroll');
    await page.keyboard.press('End');
    expect(await page.locator('#event').textContent()).not.toContain('Point at a mark');
    expect(complaints).toEqual([]);
  });

  test('two runs are chosen by keys and stand side by side', async () => {
    const { page, complaints } = await open();
    const boxes = page.getByRole('checkbox');
    for (const at of [0, 1]) {
      await boxes.nth(at).focus();
      await page.keyboard.press('Space');
    }
    await page.getByRole('button').click();
    expect(await page.locator('h1').textContent()).toMatch(/^2 runs: data lost in 1 /);
    await page.getByRole('link', { name: 'All runs' }).click();
    expect(await page.locator('.results li').count()).toBe(4);
    expect(complaints).toEqual([]);
  });

  test('hostile names stay text, lead to their own files, and what runs there reaches no other run', async () => {
    const { page, complaints } = await open();
    expect(await page.locator('img, h1 *, strong *:not(a)').count()).toBe(0);
    expect(await page.evaluate(() => Reflect.get(globalThis, 'owned'))).toBeUndefined();
    expect(complaints).toEqual([]);
    await page.getByRole('link', { name: '<img src=x' }).first().click();
    expect(await page.locator('h1').textContent()).toBe('strange');
    const reached = await page.evaluate(
      (url) =>
        fetch(url).then(
          () => 'reached',
          () => 'refused',
        ),
      server.url,
    );
    expect(reached).toBe('refused');
  });

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
  ] as const)('axe-core finds nothing, %s and %i pixels wide', async (colorScheme, width) => {
    const { page } = await open({ colorScheme, viewport: { width, height: 900 } });
    const look = async () => {
      expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await axeComplaints(page)).toEqual([]);
    };
    await look();
    for (const box of (await page.getByRole('checkbox').all()).slice(0, 2)) await box.check();
    await page.getByRole('button').click();
    await look();
    await page.goto(`${server.url}files/elr/`);
    await look();
  });
});
