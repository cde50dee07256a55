import { mkdtempSync, writeFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { runTempFolder } from '../lib/folders.ts';
import { newRunId } from '../lib/run-id.ts';
import { forgetRun, livingRuns, ownerIsAlive, registerRun, strangeRun } from './owner.ts';

const root = mkdtempSync(join(tmpdir(), 'fsync-lab-test-'));
process.env.XDG_STATE_HOME = join(root, 'state');
afterAll(() => rm(root, { recursive: true, force: true }));

const id = newRunId();
const run = {
  id,
  scenario: 'key9-loss',
  folder: '/runs/1',
  startedAt: '2026-11-22T00:00:00Z',
  isKept: false,
};
afterEach(async () => {
  await forgetRun(id);
  await rm(runTempFolder(id), { recursive: true, force: true });
});

test('a run that registered is listed with this process as its living owner, until it is forgotten', async () => {
  await registerRun(run);
  const [entry, ...others] = await livingRuns();
  expect(entry).toMatchObject({ ...run, owner: { pid: process.pid } });
  expect(others).toEqual([]);
  expect(entry && (await ownerIsAlive(entry))).toBe(true);
  await forgetRun(id);
  expect(await livingRuns()).toEqual([]);
});

test('registering again replaces the entry and leaves no other file behind', async () => {
  await registerRun(run);
  await registerRun({ ...run, isKept: true });
  expect(await livingRuns()).toMatchObject([{ id, isKept: true }]);
  expect(await readdir(join(root, 'state/fsync-lab/runs'))).toEqual([`${id}.json`]);
});

test('a reader never meets half an entry, however often it is written', async () => {
  await registerRun(run);
  let isWriting = true;
  const writing = (async () => {
    for (let round = 0; round < 50; round += 1) await registerRun({ ...run, folder: 'x'.repeat(20_000) });
    isWriting = false;
  })();
  const scenarios = new Set<string | undefined>();
  while (isWriting) scenarios.add((await livingRuns())[0]?.scenario);
  await writing;
  expect([...scenarios]).toEqual(['key9-loss']);
});

test.each(['', '{"id":', 'null', '{}', '[]', '{"id":"x","owner":null}'])(
  'an entry that reads %j counts as one whose owner is gone',
  async (text) => {
    await registerRun(run);
    writeFileSync(join(root, 'state/fsync-lab/runs', `${id}.json`), text);
    const [entry] = await livingRuns();
    expect(entry).toMatchObject({ id, scenario: '?' });
    expect(entry && (await ownerIsAlive(entry))).toBe(false);
  },
);

test('a run of another index tells its owner where its files are', async () => {
  await registerRun(run);
  await forgetRun(id);
  expect(await strangeRun(id)).toMatchObject({ id, owner: { pid: process.pid } });
  expect(await strangeRun('00000000')).toBeNull();
});
