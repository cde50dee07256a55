import { writeFileSync } from 'node:fs';
import type { TestCase } from 'vitest/node';
import { formatSeconds } from '../lib/duration.ts';
import { table } from '../lib/table.ts';
import type { CellResult } from './cell-result.ts';

interface Row extends CellResult {
  readonly ms: number;
}

/**
 * A line for each cell of the library as it ends, and all of them at the end. With FSYNC_LAB_TABLE=FILE also as a
 * Markdown table, written after every cell: the whole library takes hours and may be interrupted.
 */
export default class LibraryReporter {
  readonly #rows: Row[] = [];

  onTestCaseResult(test: TestCase): void {
    const { cell } = test.meta();
    if (!cell) return;
    const row = rowOf(test, cell);
    this.#rows.push(row);
    if (row.verdict !== 'refused') process.stdout.write(`${cellsOf(row).join('  ')}\n`);
    const file = process.env.FSYNC_LAB_TABLE ?? '';
    if (file !== '') writeFileSync(file, markdown(this.#rows));
  }

  onTestRunEnd(): void {
    if (this.#rows.length === 0) return;
    const columns = titles.map((title) => ({
      title,
      align: title === 's' ? ('right' as const) : ('left' as const),
    }));
    process.stdout.write(`\n${table(columns, this.#rows.map(cellsOf)).join('\n')}\n\n`);
  }
}

const titles = ['verdict', 's', 'run', 'note'] as const;

/** A test that threw has no verdict: it ran into its time-out, or the tool failed. */
function rowOf(test: TestCase, cell: CellResult): Row {
  const ms = test.diagnostic()?.duration ?? 0;
  const [error] = test.result().errors ?? [];
  if (error && cell.verdict === '') return { ...cell, ms, verdict: 'error', note: error.message };
  return { ...cell, ms };
}

function cellsOf({ verdict, ms, title, note }: Row): readonly string[] {
  const words = note.replaceAll(/\s+/g, ' ').trim();
  return [verdict, verdict === 'refused' ? '' : formatSeconds(ms), title, words];
}

function markdown(rows: readonly Row[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return [line(titles), line(['---', '--:', '---', '---']), ...rows.map((row) => line(cellsOf(row)))].join(
    '',
  );
}
