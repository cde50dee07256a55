import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lossRun } from '../checks/testing/run.ts';
import { judgeHistory } from '../judge/verdict.ts';
import { json } from '../reports/json.ts';
import type { Report } from '../reports/report.ts';
import { closingLines } from '../reports/text.ts';
import { conclude, writeReports } from './conclude.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fsync-lab-conclude-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const folderOf = async (path: string) => {
  writeFileSync(join(path, 'history.jsonl'), '');
  return (await conclude(path)).folder;
};

test('a run outside of the current folder is told by its whole path', async () => {
  expect(await folderOf(folder)).toBe(folder);
});

test('a run below the current folder is told from there', async () => {
  const below = mkdtempSync('node_modules/.fsync-lab-conclude-');
  try {
    expect(await folderOf(join(process.cwd(), below))).toBe(below);
  } finally {
    rmSync(below, { recursive: true });
  }
});

test('a report that throws costs itself alone, and that is told', async () => {
  const broken: Report = {
    ...json,
    file: 'broken',
    render: () => {
      throw new Error('no such lane');
    },
  };
  const result = { judged: await judgeHistory(lossRun()), folder };
  const missing = await writeReports(folder, result, [broken, json]);
  expect(missing).toEqual(['broken.json could not be made: no such lane']);
  expect(readdirSync(folder)).toEqual(['verdict.json']);
  expect(closingLines({ ...result, missing })).toContainEqual({ tone: 'warn', text: missing[0] });
});
