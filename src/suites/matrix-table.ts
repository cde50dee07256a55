import { arch, availableParallelism, release } from 'node:os';
import { packageVersion } from '../lib/package-version.ts';
import { plannedWords } from '../reports/matrix/planned.ts';
import type { Matrix, MatrixCell } from '../reports/matrix.ts';
import { cellName } from '../reports/matrix.ts';
import type { Suite, SuiteCell } from '../scenario/index.ts';
import { type MatrixTask, resultOf } from './matrix.ts';
import { cellDigest, type MatrixStore } from './matrix-store.ts';

/** Every run that the suite asks for, cell by cell. */
export function tasksOf({ cells, repeat }: Suite): readonly MatrixTask[] {
  return cells.flatMap(({ labels, plan }) => {
    if (plan === null) return [];
    const digest = cellDigest(plan, labels);
    const name = cellName({ labels });
    return Array.from({ length: repeat }, (_, round) => ({ digest, name, round, plan }));
  });
}

/** The suite with what the store has of it; `refused` tells by the cell's digest why runs did not begin. */
export function matrixOf(
  suite: Suite,
  {
    store,
    date,
    refused,
  }: { readonly store: MatrixStore; readonly date: string; readonly refused: ReadonlyMap<string, string> },
): Matrix {
  const { name, title, about, axes, rows, repeat } = suite;
  return {
    version: 1,
    name,
    title,
    about,
    date,
    tool: packageVersion(),
    host: {
      [process.platform === 'linux' ? 'Linux' : process.platform]: release(),
      arch: arch(),
      cores: String(availableParallelism()),
    },
    axes,
    rows,
    repeat,
    cells: suite.cells.map((cell) => cellOf(cell, repeat, store, refused)),
  };
}

function cellOf(
  { labels, excluded, plan }: SuiteCell,
  repeat: number,
  store: MatrixStore,
  refusals: ReadonlyMap<string, string>,
): MatrixCell {
  if (plan === null)
    return { labels, excluded, digest: '', runs: [], refused: null, expect: '', again: null };
  const digest = cellDigest(plan, labels);
  const rounds = Array.from({ length: repeat }, (_, round) => resultOf({ digest, round }, store));
  return {
    labels,
    excluded,
    digest,
    runs: rounds.filter((run) => run !== undefined),
    refused: refusals.get(digest) ?? null,
    ...plannedWords(plan),
  };
}
