import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import type { Plan } from '../plan.ts';
import type { Matrix, MatrixRun } from '../reports/matrix.ts';
import type { MatrixTask } from '../suites/matrix.ts';
import { runMatrixCommand } from './matrix.ts';
import { writeMatrix } from './matrix-files.ts';
import { runMatrixMerge } from './matrix-merge.ts';
import { endLine, expectedMs, paceLines } from './matrix-progress.ts';

const folder = mkdtempSync(join(tmpdir(), 'fsync-lab-matrix-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

const task = (digest: string): MatrixTask => ({ digest, name: digest, round: 0, plan: {} as Plan });
const run: MatrixRun = {
  round: 0,
  verdict: 'as-expected',
  acked: 20,
  lost: 1,
  unavailableMs: null,
  reasons: [],
  folder: 'runs/a/1',
  tookMs: 12_000,
  phases: { setup: 3000, steps: 8000, final: 500, rest: 500 },
  tries: 1,
};

test('how long it takes is told by what was measured, of others by what is usual, and by a guess without any', () => {
  const tasks = [task('a'), task('b')];
  expect(expectedMs(tasks, new Map(), 1)).toBe(40_000);
  expect(expectedMs(tasks, new Map([['a', 10_000]]), 1)).toBe(20_000);
  expect(expectedMs(tasks, new Map([['a', 10_000]]), 2)).toBe(10_000);
});

test('a run and the pace of all are told in a line', () => {
  expect(endLine({ label: task('kill-all'), plan: {} as Plan, run: run, interrupted: true })).toBe(
    'kill-all  LOST 1 of 20 · as expected · 12.0 s',
  );
  expect(paceLines([run, run], 12_000)).toEqual([
    '2 runs in 12.0 s, 600 an hour; a run takes 12.0 s:',
    '  start 3.0 s, steps 8.0 s, final reads 0.5 s, judging and tear-down 0.5 s',
  ]);
});

const matrix: Matrix = {
  version: 1,
  name: 'mine',
  title: 'Mine',
  about: null,
  date: '2026-11-27T10:00:00.000Z',
  tool: '0.1.0',
  host: {},
  axes: [{ name: 'scenario', labels: ['a'] }],
  rows: ['scenario'],
  repeat: 2,
  cells: [
    {
      labels: { scenario: 'a' },
      excluded: null,
      digest: 'a',
      runs: [],
      refused: null,
      expect: '',
      again: null,
    },
  ],
};

test('merged parts lead to the runs where they lie, and a missing run is inconclusive', async () => {
  for (const round of [0, 1]) {
    const cells = matrix.cells.map((cell) => ({ ...cell, runs: [{ ...run, round }] }));
    writeMatrix(join(folder, `part-${round}`), { ...matrix, cells });
  }
  const parts = [join(folder, 'part-0'), join(folder, 'part-1/matrix.json')];
  const into = join(folder, 'all');
  const lines: string[] = [];
  expect(await runMatrixMerge(parts, { into }, (line) => lines.push(line))).toBe(0);
  expect(lines).toContain('a         LOST 2/40 in 2 of 2');
  expect(JSON.parse(readFileSync(join(into, 'matrix.json'), 'utf8')).cells[0].runs[1].folder).toBe(
    '../part-1/runs/a/1',
  );
  expect(await runMatrixMerge(parts.slice(1), { into }, () => undefined)).toBe(3);
  await expect(runMatrixMerge([folder], { into }, () => undefined)).rejects.toThrow(/no such file/);
});

const flags = {
  jobs: 1,
  retryInconclusive: 0,
  filter: [],
  runtime: 'auto',
  config: [],
  set: [],
  dryRun: true,
};
const { signal } = new AbortController();

test('a dry run tells the cells and starts nothing', async () => {
  const out = join(folder, 'runs');
  const printed = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(await runMatrixCommand('dispute', { ...flags, out, filter: ['kill-all'] }, signal)).toBe(0);
  const text = printed.mock.calls.join('');
  printed.mockRestore();
  expect(text).toMatch(/^ {2}kill-all, 4\.3\.1 KRaft, flush=1 {2}not measured yet$/m);
  expect(text).toMatch(/^10 cells, 10 runs, 1 at a time: about 3 min$/m);
  expect(existsSync(out)).toBe(false);
});

test('a filter that fits no cell tells what there is', async () => {
  const none = runMatrixCommand('smoke', { ...flags, out: folder, filter: ['nope'] }, signal);
  await expect(none).rejects.toMatchObject({
    message: '--filter nope: no cell has that in its labels',
    hint: expect.stringMatching(/^The cells:\n {2}key9-loss\n/),
  });
});
