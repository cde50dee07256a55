import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, UserError } from '../errors.ts';
import { makeFolder } from '../lib/make-folder.ts';
import { matrixHtml } from '../reports/matrix/html.ts';
import { matrixJunit } from '../reports/matrix/junit.ts';
import { matrixMarkdown } from '../reports/matrix/markdown.ts';
import type { Matrix } from '../reports/matrix.ts';

const files: Readonly<Record<string, (matrix: Matrix) => string>> = {
  'matrix.md': matrixMarkdown,
  'matrix.html': matrixHtml,
  'junit.xml': matrixJunit,
  'matrix.json': (matrix) => `${JSON.stringify(matrix, null, 2)}\n`,
};

/** Writes the table in every form into the folder of the matrix. */
export function writeMatrix(folder: string, matrix: Matrix): void {
  try {
    makeFolder(folder);
    for (const [name, render] of Object.entries(files)) writeFileSync(join(folder, name), render(matrix));
  } catch (error) {
    throw new UserError(`the table could not be written: ${messageOf(error)}`, {
      hint: 'make room, then `fsync-lab matrix SUITE --resume` writes it without running anything again',
      cause: error,
    });
  }
}
