import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { requirement } from './require.ts';

const program = '/usr/bin/chromium';

/** `describe` for tests in a real browser. */
export const withBrowser = requirement('browser', existsSync(program), `${program} is not there`);

/** Debian's chromium, which asks nobody for anything by itself. */
export function startChromium(): Promise<Browser> {
  const args = ['--no-sandbox', '--headless', '--disable-gpu', '--disable-background-networking'];
  return chromium.launch({ executablePath: program, args });
}

/** What axe-core has to complain about: each rule with the first element that breaks it. */
export async function axeComplaints(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> = Reflect.get(
      globalThis,
      'axe',
    ).run;
    return (await run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}
