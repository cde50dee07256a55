import { existsSync, mkdtempSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Inconclusive, Interrupted, UserError } from '../errors.ts';
import { waitUntil } from '../lib/wait-until.ts';
import { lockedAddresses } from '../machines/local/addresses.ts';
import { testPlan } from '../steps/fixtures/plan.ts';
import { withJava } from '../testing/java.ts';
import { beginRun } from './begin.ts';
import { livingRuns } from './owner.ts';

const root = mkdtempSync(join(tmpdir(), 'fsync-lab-test-'));
process.env.XDG_STATE_HOME = join(root, 'state');
// Other tests make temporary folders at the same time.
process.env.TMPDIR = root;
process.env.XDG_CACHE_HOME = join(root, 'cache');
process.env.PATH = `${join(root, 'bin')}:${process.env.PATH}`;
afterAll(() => rm(root, { recursive: true, force: true }));

const cluster = { kafka: '3.4.0', brokers: 1, config: {}, nodes: {}, features: {} };
const plan = testPlan({ system: 'kafka', cluster });
const out = join(root, 'runs');

/** A Maven that does this; the cache is empty, so it is called. */
async function fakeMaven(script: string): Promise<void> {
  await mkdir(join(root, 'bin'), { recursive: true });
  await writeFile(join(root, 'bin/mvn'), `#!/bin/sh\n${script}\n`);
  await chmod(join(root, 'bin/mvn'), 0o755);
}

const tempFolders = async () =>
  (await readdir(tmpdir())).filter((name) => /^fsync-lab-[0-9a-f]{8}$/.test(name)).sort();

withJava('what a run cannot get', () => {
  async function expectNothingBegun(): Promise<void> {
    expect(await livingRuns()).toEqual([]);
    expect(await lockedAddresses()).toEqual([]);
    expect(await tempFolders()).toEqual([]);
    expect(existsSync(out)).toBe(false);
  }

  test('a download that fails ends inconclusive and leaves no trace of the run', async () => {
    await fakeMaven('echo "[ERROR] Could not transfer artifact a:b from/to central"; exit 1');
    const beginning = beginRun(plan, { out, signal: new AbortController().signal });
    await expect(beginning).rejects.toBeInstanceOf(Inconclusive);
    await expectNothingBegun();
  });

  test('an interrupt while Maven downloads ends at once and leaves no trace of the run', async () => {
    await fakeMaven(`echo $$ > ${root}/maven.pid; exec sleep 60`);
    const interrupt = new AbortController();
    const beginning = beginRun(plan, { out, signal: interrupt.signal });
    const hasBegun = async () => existsSync(`${root}/maven.pid`);
    await waitUntil({
      what: 'the start of Maven',
      budgetMs: 10_000,
      look: async () => ((await hasBegun()) ? { done: true } : { seen: 'none' }),
    });
    expect(await livingRuns()).toMatchObject([{ scenario: 'test', owner: { pid: process.pid } }]);
    interrupt.abort(new Interrupted());
    await expect(beginning).rejects.toBeInstanceOf(Interrupted);
    await expectNothingBegun();
    expect(existsSync(`/proc/${(await readFile(`${root}/maven.pid`, 'utf8')).trim()}`)).toBe(false);
  });
});

test('a runtime that nobody has is refused before anything is made', async () => {
  const beginning = beginRun({ ...plan, runtime: 'podman' }, { out, signal: new AbortController().signal });
  await expect(beginning).rejects.toBeInstanceOf(UserError);
  expect(await livingRuns()).toEqual([]);
});
