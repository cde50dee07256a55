import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lossRun } from '../checks/testing/run.ts';
import { judgeHistory } from '../judge/verdict.ts';
import type { Plan } from '../plan.ts';
import { requireWritable, writeJunit } from './junit-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'fsync-lab-junit-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  [folder, /it is a folder/],
  [join(folder, 'none/junit.xml'), /no such file/],
])('a file that cannot be written is told before anything starts', (file, words) => {
  expect(() => requireWritable(file)).toThrow(words);
});

test('what was asked for and has no result is an error in the file', async () => {
  const file = join(folder, 'junit.xml');
  requireWritable(file);
  const judged = await judgeHistory(lossRun());
  const plan = judged.events.plan as Plan;
  writeJunit(file, [plan, { ...plan, variant: 'control' }], [{ judged, folder: null }]);
  const written = readFileSync(file, 'utf8');
  expect(written.match(/<testsuite /g)).toHaveLength(2);
  expect(written).toContain('classname="key9-loss control" name="run"');
  expect(writeJunit(folder, [plan], [])).toEqual([expect.stringMatching(/could not be written: EISDIR/)]);
});
