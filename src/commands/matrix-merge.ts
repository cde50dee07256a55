import { readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { exitCodes, messageOf, UserError } from '../errors.ts';
import { mergeMatrices } from '../reports/matrix/merge.ts';
import { matrixLines } from '../reports/matrix/text.ts';
import { cellIsAsExpected, type Matrix } from '../reports/matrix.ts';
import { writeMatrix } from './matrix-files.ts';

/** Makes one table of the parts that several machines ran; answers as `matrix` does on one machine. */
export async function runMatrixMerge(
  parts: readonly string[],
  { into }: { readonly into: string },
  out: (line: string) => void,
): Promise<number> {
  const read = parts.map((path) => partAt(path, into));
  const merged = mergeMatrices(read);
  writeMatrix(into, merged);
  for (const { text } of matrixLines(merged)) out(text);
  out(`report  ${into}/matrix.html`);
  const tried = merged.cells.filter(({ excluded }) => excluded === null);
  const states = tried.map((cell) => cellIsAsExpected(cell, merged.repeat));
  if (states.includes(false)) return exitCodes.notAsExpected;
  return states.includes(null) ? exitCodes.inconclusive : exitCodes.asExpected;
}

/** A part, its runs' folders as the merged table reaches them. */
function partAt(path: string, into: string): { readonly name: string; readonly matrix: Matrix } {
  try {
    const isFolder = statSync(path).isDirectory();
    const file = isFolder ? join(path, 'matrix.json') : path;
    const matrix = JSON.parse(readFileSync(file, 'utf8')) as Matrix;
    if ((matrix.version as number) !== 1 || !Array.isArray(matrix.cells as unknown))
      throw new Error('it is no matrix.json of this version');
    const way = relative(into, join(file, '..'));
    const cells = matrix.cells.map((cell) => ({
      ...cell,
      runs: cell.runs.map((run) => ({ ...run, folder: run.folder === null ? null : join(way, run.folder) })),
    }));
    return { name: path, matrix: { ...matrix, cells } };
  } catch (error) {
    throw new UserError(`${path}: ${messageOf(error)}`, {
      hint: 'Name folders that `matrix --shard` made, or their matrix.json.',
      cause: error,
    });
  }
}
