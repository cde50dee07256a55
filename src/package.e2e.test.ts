import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { execa } from 'execa';
import { publint } from 'publint';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'fsync-lab-package-'));
afterAll(() => rmSync(folder, { recursive: true }));

let tarball: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  const { stdout } = await execa('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root });
  // `prepare` prints before it.
  const [{ filename }] = JSON.parse(stdout.slice(stdout.search(/^\[/m)));
  tarball = new Uint8Array(readFileSync(join(folder, filename)));
}, 120_000);

test('publint has nothing to say about the packed tarball', async () => {
  const { messages } = await publint({ pack: { tarball: tarball.buffer } });
  expect(messages).toEqual([]);
});

test('its types are found however it is imported', async () => {
  const analysis = await checkPackage(createPackageFromTarballData(tarball));
  expect(analysis.types).toMatchObject({ kind: 'included' });
  const problems = 'problems' in analysis ? analysis.problems : null;
  // TypeScript before 4.7 knows no `exports`, so a file below data/ has no short name there.
  const schema = { kind: 'NoResolution', entrypoint: './verdict.schema.json', resolutionKind: 'node10' };
  expect(problems).toEqual([schema]);
});

test('the release is made by pinned actions, with provenance, and may do no more than that', () => {
  const text = readFileSync(join(root, '.github/workflows/release.yml'), 'utf8');
  const { permissions, jobs } = parse(text);
  expect(permissions).toEqual({ contents: 'read' });
  expect(jobs.publish.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
  const steps: { uses?: string; run?: string }[] = jobs.publish.steps;
  const used = steps.flatMap(({ uses }) => uses ?? []);
  expect(used.filter((name) => !/@[0-9a-f]{40}$/.test(name))).toEqual([]);
  expect(steps.at(-1)?.run).toMatch(/npm@[\d.]+ publish --provenance/);
});
