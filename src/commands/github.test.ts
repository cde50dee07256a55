import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { nothingExpected } from '../checks/testing/lines.ts';
import { lossRun, safeRun } from '../checks/testing/run.ts';
import { judgeHistory } from '../judge/verdict.ts';
import type { Plan } from '../plan.ts';
import { hostile, hostileRun } from '../reports/testing/hostile.ts';
import { tellGithub } from './github.ts';

const folder = mkdtempSync(join(tmpdir(), 'fsync-lab-github-'));
afterAll(() => rmSync(folder, { recursive: true }));

const scenario = join(folder, 'my, scenario.yaml');
writeFileSync(scenario, 'title: mine\nsteps: []\nexpect: no-loss\n');
const noLoss: Partial<Plan> = { file: scenario, expect: { ...nothingExpected, loss: 'none' } };

async function told(makeRun: typeof lossRun, env: NodeJS.ProcessEnv, changes = noLoss): Promise<string[]> {
  const lines: string[] = [];
  const judged = await judgeHistory(makeRun(changes));
  tellGithub({ judged, folder: null }, env, (line) => lines.push(line));
  return lines;
}

const actions = { GITHUB_ACTIONS: 'true' };

test('what is not as expected is an error at the line of what was expected', async () => {
  expect(await told(lossRun, actions)).toEqual([
    `::error file=${folder}/my%2C scenario.yaml,line=3,title=key9-loss%3A NOT AS EXPECTED%2C DATA LOST 1 of 20::` +
      'no loss was expected, 1 acknowledged record is lost',
  ]);
});

test('what proves nothing is a warning', async () => {
  expect(await told(() => lossRun(noLoss).slice(0, 3), actions)).toEqual([
    expect.stringMatching(/^::warning file=.*INCONCLUSIVE/),
  ]);
});

test('a scenario of the library has no file of the repository', async () => {
  const [line] = await told(lossRun, actions, { ...noLoss, file: 'key9-loss' });
  expect(line).toMatch(/^::error title=key9-loss/);
});

test('what is as expected, or runs elsewhere, is not annotated', async () => {
  expect(await told(safeRun, actions)).toEqual([]);
  expect(await told(lossRun, {})).toEqual([]);
});

test('every run adds its report to the summary, until GitHub would refuse all of it', async () => {
  const file = join(folder, 'summary.md');
  const env = { ...actions, GITHUB_STEP_SUMMARY: file };
  await told(safeRun, env);
  await told(lossRun, env);
  expect(readFileSync(file, 'utf8').match(/^## key9-loss: /gm)).toHaveLength(2);
  writeFileSync(file, 'x'.repeat(1024 * 1024));
  expect(await told(safeRun, env)).toEqual([expect.stringMatching(/^::warning .*above 1 MiB$/)]);
  expect(readFileSync(file, 'utf8')).toHaveLength(1024 * 1024);
});

test('hostile content begins no command of its own', async () => {
  const changes = { ...noLoss, name: `${hostile}\n::error::%0A::stop-commands::x` };
  const lines = await told(hostileRun, actions, changes);
  expect(lines).toHaveLength(1);
  expect(lines.join()).not.toMatch(/\n|%0A|\r/);
  expect(lines.join()).toContain('%250A');
});
