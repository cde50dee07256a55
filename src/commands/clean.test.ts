import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { runTempFolder } from '../lib/folders.ts';
import { newRunId } from '../lib/run-id.ts';
import { localLeftovers, removeLocalLeftovers } from '../machines/local/leftovers.ts';
import { runMark } from '../machines/local/machine.ts';
import { forgetRun, livingRuns, registerRun } from '../run/owner.ts';
import { runClean } from './clean.ts';
import { leftoversNotice } from './leftovers.ts';

const root = mkdtempSync(join(tmpdir(), 'fsync-lab-test-'));
process.env.XDG_STATE_HOME = join(root, 'state');
const id = newRunId();
afterEach(async () => {
  await removeLocalLeftovers([id]);
  await forgetRun(id);
});
afterAll(() => rm(root, { recursive: true, force: true }));

const run = {
  id,
  scenario: 'key9-loss',
  folder: '/runs/1',
  startedAt: '2026-11-22T00:00:00Z',
  isKept: false,
};

/** Only what is said of this run: the machine may have leftovers of others. */
async function clean(all = false) {
  const lines: string[] = [];
  const code = await runClean({ all }, (line) => void lines.push(line));
  return { code, lines: lines.filter((line) => line.includes(id)) };
}

/** As after a SIGKILL of the tool: the entry names a process that is gone. */
async function ownerDies(): Promise<void> {
  for (const file of [indexFile(), join(runTempFolder(id), 'run.json')]) {
    const entry = JSON.parse(readFileSync(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...entry, owner: { ...entry.owner, startTime: '1' } }));
  }
}

function indexFile(): string {
  return join(root, 'state/fsync-lab/runs', `${id}.json`);
}

test('what a killed fsync-lab left is mentioned, removed and told', async () => {
  await registerRun(run);
  await ownerDies();
  const child = spawn('sleep', ['60'], { env: { ...process.env, [runMark]: id }, detached: true });
  await once(child, 'spawn');
  expect(await leftoversNotice()).toEqual([
    'left behind by a run that was killed: `fsync-lab clean` removes it',
  ]);
  const exited = once(child, 'exit');
  expect(await clean()).toEqual({
    code: 0,
    lines: [`removed run ${id}: process ${child.pid}, folder ${runTempFolder(id)}`],
  });
  expect(await exited).toEqual([null, 'SIGKILL']);
  expect(await livingRuns()).toEqual([]);
  expect(await leftoversNotice()).toEqual([]);
});

test('a run that is still going is spared and not mentioned as left behind', async () => {
  await registerRun(run);
  expect(await clean()).toEqual({
    code: 0,
    lines: [`run ${id} of key9-loss is still going (pid ${process.pid}); --all removes it too`],
  });
  expect(await leftoversNotice()).toEqual([]);
  expect(await localLeftovers()).toContainEqual({ runId: id, what: `folder ${runTempFolder(id)}` });
});

test('a run that is still going is spared also where another index knows it', async () => {
  await registerRun(run);
  await forgetRun(id);
  expect((await clean()).lines).toEqual([
    `run ${id} of key9-loss is still going (pid ${process.pid}); --all removes it too`,
  ]);
  await registerRun(run);
  await ownerDies();
  await forgetRun(id);
  expect((await clean()).lines).toEqual([`removed run ${id}: folder ${runTempFolder(id)}`]);
});

test('a kept run is spared although its owner is gone', async () => {
  await registerRun({ ...run, isKept: true });
  await ownerDies();
  expect((await clean()).lines).toEqual([
    `run ${id} of key9-loss was left up with --keep; --all removes it too`,
  ]);
});

test('a run that is named is removed, a kept one, too, and no other', async () => {
  await registerRun({ ...run, isKept: true });
  await ownerDies();
  const lines: string[] = [];
  const remove = (ids: readonly string[]) => runClean({ ids }, (line) => void lines.push(line));
  await expect(remove(['ffffffff'])).rejects.toThrow('nothing is left of a run ffffffff');
  expect(await remove([id])).toBe(0);
  expect(lines).toEqual([`removed run ${id}: folder ${runTempFolder(id)}`]);
});

test('an entry of which nothing is left is removed and told so', async () => {
  await registerRun(run);
  await ownerDies();
  await rm(runTempFolder(id), { recursive: true });
  expect((await clean()).lines).toEqual([`removed run ${id}: its entry in the index`]);
});
