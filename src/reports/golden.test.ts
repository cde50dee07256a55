import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judgeFile } from '../judge/verdict.ts';
import { ednFileName, ednOfFile } from './edn.ts';
import { reportFileName, reports } from './index.ts';
import type { RunResult } from './report.ts';
import { jepsenProblems } from './testing/jepsen-problems.ts';
import { junitErrors } from './testing/junit-errors.ts';
import { strictVerdictErrors } from './testing/verdict-errors.ts';
import { closingLines } from './text.ts';

/**
 * Stored runs of real clusters with every report that was made of them. `npm run golden` makes the reports again: read what
 * has changed in them before it is committed.
 */
const runs = join(import.meta.dirname, '../testing/stored');
const names = readdirSync(runs);
const filesBefore = Object.fromEntries(names.map((name) => [name, readdirSync(join(runs, name))]));

const resultOf = async (name: string): Promise<RunResult> => ({
  judged: await judgeFile(join(runs, name, 'history.jsonl')),
  folder: `runs/${name}`,
});

const verdicts = {
  'key9-loss': 'DATA LOST 1 of 20, as expected',
  'power-loss': 'DATA LOST 10 of 20, as expected',
  elr: 'DATA LOST 10 of 10, as expected',
  inconclusive: 'nothing seen lost of 10, but that is not proven, inconclusive',
};

test('a truncation, a loss of power, eligible leader replicas and a run that proves nothing are stored, each whole', () => {
  const files = [...reports.map(reportFileName), ednFileName, 'history.jsonl', 'summary.txt'].sort();
  expect(filesBefore).toEqual(Object.fromEntries(Object.keys(verdicts).map((name) => [name, files])));
});

describe.each(Object.entries(verdicts))('the stored run %s', (name, summary) => {
  const stored = (file: string) => join(runs, name, file);

  test.each(reports.map(reportFileName))('gives the same %s again, byte for byte', async (file) => {
    const report = reports.find((each) => reportFileName(each) === file);
    await expect(report?.render(await resultOf(name))).toMatchFileSnapshot(stored(file));
  });

  test('gives the same last lines and the same history.edn again', async () => {
    const lines = closingLines(await resultOf(name)).map(({ text }) => `${text}\n`);
    await expect(lines.join('')).toMatchFileSnapshot(stored('summary.txt'));
    const edn = await ednOfFile(stored('history.jsonl'));
    await expect(edn.map((line) => `${line}\n`).join('')).toMatchFileSnapshot(stored(ednFileName));
  });

  test('is what it was chosen for, and its files are valid', async () => {
    const verdict: { summary: string } = JSON.parse(readFileSync(stored('verdict.json'), 'utf8'));
    expect(verdict.summary).toBe(summary);
    expect(strictVerdictErrors(verdict)).toEqual([]);
    expect(await junitErrors(readFileSync(stored('junit.xml'), 'utf8'))).toEqual([]);
    expect(jepsenProblems(readFileSync(stored(ednFileName), 'utf8').trimEnd().split('\n'))).toEqual([]);
  });

  test('names no place of the machine that it ran on', () => {
    for (const file of readdirSync(join(runs, name)))
      expect(readFileSync(stored(file), 'utf8')).not.toMatch(/\/(tmp|root|home|work)\b/);
  });
});
