import { mkdtempSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { dockerLeftovers } from '../machines/docker/leftovers.ts';
import { localLeftovers } from '../machines/local/leftovers.ts';
import type { Leftover } from '../machines/machine.ts';
import type { RunResult } from '../reports/report.ts';
import { livingRuns, ownerIsAlive, strangeRun } from '../run/owner.ts';
import { type RunOptions, run } from '../run.ts';
import { loadScenario, type PlanOptions, parseScenario, planScenario } from '../scenario/index.ts';

/** A folder for runs and a state of its own, so that a test sees only what it made; both are removed at the end. */
export function testLab({ runtime = 'local' }: { readonly runtime?: 'local' | 'docker' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'fsync-lab-test-'));
  process.env.XDG_STATE_HOME = join(folder, 'state');
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const out = join(folder, 'runs');
  return {
    folder,
    out,
    /** A library scenario by name, under patches. */
    run: (name: string, options: PlanOptions = {}, onEvent?: RunOptions['onEvent']) =>
      runPlan(planScenario(loadScenario(name), { runtime, ...options }), out, onEvent),
    /** A scenario written in the test. */
    runText: (text: string, options: PlanOptions = {}) =>
      runPlan(planScenario(parseScenario(text, 'test.yaml'), { runtime, ...options }), out),
    leftInDocker: () => leftInDocker(out),
    leftLocally: () => leftOf(out, localLeftovers),
  };
}

function runPlan(
  plan: Parameters<typeof run>[0],
  out: string,
  onEvent?: RunOptions['onEvent'],
): Promise<RunResult> {
  return run(plan, { signal: new AbortController().signal, out, ...(onEvent ? { onEvent } : {}) });
}

/** What is left in Docker of the runs of this folder: their names end with their ids. */
function leftInDocker(out: string): Promise<readonly string[]> {
  return leftOf(out, dockerLeftovers);
}

async function leftOf(
  out: string,
  leftovers: () => Promise<readonly Leftover[]>,
): Promise<readonly string[]> {
  const folders = await readdir(out, { recursive: true }).catch(() => []);
  const ids = folders.flatMap((folder) => /-([0-9a-f]{8})$/.exec(folder)?.[1] ?? []);
  return (await leftovers()).filter(({ runId }) => ids.includes(runId)).map(({ what }) => what);
}

/** Nothing of any run of this test is there any more: no process, no folder, no lock, no entry in the index. */
export async function expectNothingLeft(): Promise<void> {
  const runs = await livingRuns();
  const found = await notOfOthers(await localLeftovers());
  expect({ runs, found }).toEqual({ runs: [], found: [] });
}

/** Other tests and users may run clusters at the same time. */
async function notOfOthers(found: readonly Leftover[]): Promise<readonly Leftover[]> {
  const isOfOther = async ({ runId }: Leftover) => {
    const run = await strangeRun(runId);
    return run !== null && run.owner.pid !== process.pid && (await ownerIsAlive(run));
  };
  const others = await Promise.all(found.map(isOfOther));
  return found.filter((_, index) => !others[index]);
}

/** What a test of a verdict looks at. */
export function verdictOf({ judged }: RunResult) {
  const { exit, verdict, valid, lost, reasons } = judged;
  return {
    exit,
    verdict,
    valid,
    lost: lost.map(({ key, partition, offset }) => `${key} ${partition}@${offset}`),
    reasons,
  };
}
