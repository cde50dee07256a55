import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { runtimeKinds } from './machines/index.ts';
import type { Power } from './machines/machine.ts';
import type { Plan } from './plan.ts';
import type { RunResult } from './reports/report.ts';
import { neededPowers } from './run/begin.ts';
import { run } from './run.ts';
import { findJava } from './systems/java/java.ts';
import { pinnedVersionNames } from './systems/kafka/distribution/software.ts';
import type { CellResult } from './testing/cell-result.ts';
import { expectNothingLeft, testLab, verdictOf } from './testing/lab.ts';
import { aboutTheVersion, libraryCells, quickCells } from './testing/library-cells.ts';
import { requirement } from './testing/require.ts';

// The whole library takes hours: `npm run e2e:all`. FSYNC_LAB_VERSIONS and FSYNC_LAB_RUNTIMES take a part of it.
const isAll = process.env.FSYNC_LAB_LIBRARY === 'all';
const versions = chosen('FSYNC_LAB_VERSIONS', pinnedVersionNames);
const runtimeNames = runtimeKinds.map(({ name }) => name);
const runtimes = chosen('FSYNC_LAB_RUNTIMES', runtimeNames);
// The first cell of a version builds its image.
const cellBudgetMs = 20 * 60_000;

const lab = testLab();
const search = await findJava();
const powersOf = new Map(
  await Promise.all(runtimeKinds.map(async (kind) => [kind.name, await kind.powers()] as const)),
);
const cells = (await libraryCells()).filter(({ version }) => versions.includes(version));

for (const runtime of runtimes) {
  for (const { title, plan } of runnable(runtime)) {
    // No suite around all of them: what is nested in a suite that is skipped vitest does not even count.
    suiteFor(runtime, plan)(`the library (${runtime})`, () => {
      afterEach(nothingLeft);

      test(title, { timeout: cellBudgetMs }, async ({ task, signal }) => {
        task.meta.cell = { title, verdict: '', note: '' };
        const result = await run({ ...plan, runtime }, { signal, out: lab.out });
        task.meta.cell = cellOf(title, result);
        await keepUnlessAsExpected(result);
        expect(verdictOf(result)).toMatchObject({ exit: 0, verdict: 'as-expected', reasons: [] });
      });
    });
  }
}

if (isAll) {
  describe('the library where a version refuses', () => {
    for (const { title, planned } of cells) {
      if (!('refusal' in planned)) continue;
      test(title, ({ task }) => {
        const { message, hint } = planned.refusal;
        task.meta.cell = { title, verdict: 'refused', note: message };
        expect(message).toMatch(aboutTheVersion);
        expect(hint).toBeTruthy();
      });
    }
  });
}

/** A part of what there is, named in the environment; all of it when nothing is. */
function chosen(variable: string, all: readonly string[]): readonly string[] {
  const wanted = ((isAll && process.env[variable]) || '').split(',').filter((name) => name !== '');
  const unknown = wanted.filter((name) => !all.includes(name));
  if (unknown.length > 0)
    throw new Error(`${variable}: no ${unknown.join(', ')}; there are ${all.join(', ')}`);
  return wanted.length === 0 ? all : wanted;
}

async function nothingLeft(): Promise<void> {
  await expectNothingLeft();
  expect(await lab.leftInDocker()).toEqual([]);
}

/** Skipped when the runtime cannot be used here at all, or lacks a disk of its own for each node. */
function suiteFor(runtime: string, plan: Plan) {
  if (runtime === 'local' && 'problem' in search) return requirement('java', false, search.problem);
  const processes = powerOf(runtime, 'processes');
  if (!processes?.there) return requirement('docker', false, processes?.why ?? '');
  const lack = lackOf(runtime, plan);
  return requirement('disks', lack === null, lack ?? '');
}

function powerOf(runtime: string, wanted: string): Power | undefined {
  return powersOf.get(runtime)?.find(({ name }) => name === wanted);
}

function runnable(runtime: string): readonly { readonly title: string; readonly plan: Plan }[] {
  return cells.flatMap(({ title, planned }) => {
    const full = `${title} (${runtime})`;
    if (!('plan' in planned) || !(isAll || quickCells.includes(full))) return [];
    return [{ title: full, plan: planned.plan }];
  });
}

/** Why this runtime cannot do here what the plan needs; null when it can. */
function lackOf(runtime: string, plan: Plan): string | null {
  const lacking = neededPowers(plan).map((name) => powerOf(runtime, name) ?? { there: false, why: name });
  return lacking.find(({ there }) => !there)?.why ?? null;
}

function cellOf(title: string, { judged }: RunResult): CellResult {
  const { verdict, reasons, lost, accounting } = judged;
  const note = verdict === 'as-expected' ? `${lost.length} of ${accounting.acked} lost` : reasons.join('; ');
  return { title, verdict: verdict.replaceAll('-', ' '), note };
}

/** FSYNC_LAB_FAILED names a folder for the runs that did not end as expected: this test's own are removed. */
async function keepUnlessAsExpected({ judged, folder }: RunResult): Promise<void> {
  const { FSYNC_LAB_FAILED } = process.env;
  if (judged.exit === 0 || !FSYNC_LAB_FAILED || folder === null) return;
  const [scenario = '', started = ''] = folder.split('/').slice(-2);
  await cp(resolve(folder), join(FSYNC_LAB_FAILED, scenario, started), { recursive: true });
}
