import { mkdtempSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testPlan } from '../steps/fixtures/plan.ts';
import { makeRunFolder } from './folder.ts';

const root = mkdtempSync(join(tmpdir(), 'fsync-lab-test-'));
afterAll(() => rm(root, { recursive: true, force: true }));

const startedAt = new Date('2026-11-21T22:40:03.456Z');
const make = (out: string, runId: string, variant: string | null = null) =>
  makeRunFolder({ out: join(root, out), plan: testPlan({ name: 'key9-loss', variant }), runId, startedAt });

test("a run's folder tells scenario, start and id, holds the plan, and is the latest", async () => {
  const folder = await make('runs', '0000000a');
  expect(folder).toBe(join(root, 'runs/key9-loss/2026-11-21T22-40-03-0000000a'));
  expect(JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8'))).toEqual(
    testPlan({ name: 'key9-loss' }),
  );
  await make('runs', '0000000b');
  expect(readlinkSync(join(root, 'runs/key9-loss/latest'))).toBe('2026-11-21T22-40-03-0000000b');
});

test('the scenario lies beside the plan as its author wrote it', async () => {
  const file = join(root, 'mine.yaml');
  await writeFile(file, '# mine\n');
  const plan = testPlan({ name: 'mine', file });
  const folder = await makeRunFolder({ out: root, plan, runId: '0000000f', startedAt });
  expect(readFileSync(join(folder, 'scenario.yaml'), 'utf8')).toBe('# mine\n');
});

test('a variant has a folder of its own', async () => {
  expect(await make('runs', '0000000c', 'control')).toContain('/runs/key9-loss.control/');
});

test('runs that begin at once all have their folder, and the latest is one of them', async () => {
  const folders = await Promise.all(['1', '2', '3', '4'].map((id) => make('many', `0000000${id}`)));
  const latest = readlinkSync(join(root, 'many/key9-loss/latest'));
  expect(folders.map((folder) => folder.split('/').at(-1))).toContain(latest);
});

test('somebody else owning the name `latest` stops no run', async () => {
  await mkdir(join(root, 'owned/key9-loss/latest/mine'), { recursive: true });
  expect(await make('owned', '0000000d')).toContain('0000000d');
});

test('a place where no folder can be made is told with what to do', async () => {
  await writeFile(join(root, 'file'), '');
  await expect(make('file', '0000000e')).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringMatching(/cannot make the run's folder: ENOTDIR/),
    hint: 'name a folder that you may write to: --out DIR',
  });
});
