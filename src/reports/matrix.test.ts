import { expect, test } from 'vitest';
import { matrixHtml } from './matrix/html.ts';
import { matrixJunit } from './matrix/junit.ts';
import { matrixMarkdown } from './matrix/markdown.ts';
import { mergeMatrices } from './matrix/merge.ts';
import { matrixTable } from './matrix/text.ts';
import {
  cellIsAsExpected,
  cellState,
  cellText,
  type Matrix,
  type MatrixCell,
  type MatrixRun,
} from './matrix.ts';
import { junitErrors } from './testing/junit-errors.ts';

const phases = { setup: 1, steps: 2, final: 3, rest: 4 };
const base: MatrixRun = {
  round: 0,
  verdict: 'as-expected',
  acked: 20,
  lost: 0,
  unavailableMs: null,
  reasons: [],
  folder: 'runs/a/1',
  tookMs: 1000,
  phases,
  tries: 1,
};
const lost = (round: number): MatrixRun => ({ ...base, round, lost: 1 });
const kept = (round: number): MatrixRun => ({ ...base, round });
const open = (round: number): MatrixRun => ({
  ...base,
  round,
  lost: null,
  verdict: 'inconclusive',
  reasons: ['a wait ran out <b>'],
});

function cellOf(scenario: string, version: string, runs: readonly MatrixRun[]): MatrixCell {
  const labels = { scenario, version };
  return {
    labels,
    excluded: null,
    digest: scenario + version,
    runs,
    refused: null,
    expect: 'no loss',
    again: 'fsync-lab run a',
  };
}

const matrix: Matrix = {
  version: 1,
  name: 'mine',
  title: 'What is <lost>?',
  about: null,
  date: '2026-11-27T10:00:00.000Z',
  tool: '0.1.0',
  host: { Linux: '6.1' },
  axes: [
    { name: 'scenario', labels: ['a', 'b'] },
    { name: 'version', labels: ['1', '2'] },
  ],
  rows: ['scenario'],
  repeat: 2,
  cells: [
    cellOf('a', '1', [lost(0), kept(1)]),
    cellOf('a', '2', [kept(0), open(1)]),
    cellOf('b', '1', [kept(0), kept(1)]),
    { ...cellOf('b', '2', []), excluded: 'it is about 1' },
  ],
};

test.each<[string, MatrixRun[], string, string, boolean | null]>([
  ['lost at times', [lost(0), kept(1)], 'LOST 1/40 in 1 of 2', 'lost', true],
  ['kept', [kept(0), kept(1)], '0/40', 'kept', true],
  ['in part not known', [kept(0), open(1)], '0/20 ? 1 of 2 inconclusive', 'open', null],
  ['not all run', [kept(0)], '0/20 ? 1 not run', 'open', null],
  ['not run', [], 'not run', 'open', null],
  [
    'not as expected',
    [{ ...lost(0), verdict: 'not-as-expected' }, kept(1)],
    'LOST 1/40 in 1 of 2 (!)',
    'lost',
    false,
  ],
])('a cell that is %s', (_, runs, text, state, isAsExpected) => {
  const cell = cellOf('a', '1', runs);
  expect(cellText(cell, 2)).toBe(text);
  expect(cellState(cell, 2)).toBe(state);
  expect(cellIsAsExpected(cell, 2)).toBe(isAsExpected);
});

test('rows and columns are as the suite says; too wide a table is a line a cell', () => {
  expect(matrixTable(matrix)).toEqual([
    'scenario  1                    2',
    'a         LOST 1/40 in 1 of 2  0/20 ? 1 of 2 inconclusive',
    'b         0/40                 -',
  ]);
  expect(matrixTable({ ...matrix, rows: ['version'] })[0]).toBe('version  a                           b');
  expect(matrixTable(matrix, 50)).toHaveLength(4);
});

test('what came from outside stays text', () => {
  expect(matrixHtml(matrix)).not.toMatch(/<lost>|ran out <b>/);
  expect(matrixMarkdown(matrix)).toContain('What is &lt;lost&gt;?');
  expect(matrixHtml(matrix)).toContain('<a href="runs/a/1/report.html"');
});

test('JUnit: as expected passes, not known is an error, left out is skipped', async () => {
  const xml = matrixJunit(matrix);
  expect(await junitErrors(xml)).toEqual([]);
  expect(xml).toMatch(/tests="4" failures="0" errors="1" skipped="1"/);
});

const partOf = (name: string, round: number) => ({
  name,
  matrix: {
    ...matrix,
    cells: matrix.cells.map((cell) => ({ ...cell, runs: cell.runs.filter((run) => run.round === round) })),
  },
});

test('parts that are merged are the table of one machine', () => {
  expect(mergeMatrices([partOf('two', 1), partOf('one', 0)])).toEqual(matrix);
});

test('parts of other suites or other tools, and a part twice, are refused', () => {
  const one = partOf('one', 0);
  expect(() => mergeMatrices([one, one])).toThrow(/run 1 of a, 1 is in another part, too/);
  const other = (changes: Partial<Matrix>) => ({ name: 'other', matrix: { ...matrix, ...changes } });
  expect(() => mergeMatrices([one, other({ tool: '9' })])).toThrow(
    /other is of another version of fsync-lab/,
  );
  expect(() => mergeMatrices([one, other({ name: 'x' })])).toThrow(/another suite/);
  expect(() => mergeMatrices([one, other({ cells: [] })])).toThrow(/another plans/);
});
