import { table } from '../../lib/table.ts';
import { columns, wrapped } from '../../lib/wrapped.ts';
import { cellName, cellText, downText, gridOf, legend, type Matrix, matrixHeadline } from '../matrix.ts';
import type { ClosingLine } from '../text.ts';

/** The table for a terminal. Where it would be wider than that, a line a cell. */
export function matrixTable(matrix: Matrix, width = columns): readonly string[] {
  const { head, rows } = gridOf(matrix);
  const wide = table(
    head.map((title) => ({ title })),
    rows.map(({ titles, cells }) => [
      ...titles,
      ...cells.map((cell) => [cellText(cell, matrix.repeat), downText(cell)].filter(Boolean).join(' ')),
    ]),
  );
  if (wide.every((line) => line.length <= width)) return wide;
  const tried = matrix.cells.filter(({ excluded }) => excluded === null);
  return table(
    [{ title: 'cell' }, { title: 'lost / acknowledged' }, { title: '' }],
    tried.map((cell) => [cellName(cell), cellText(cell, matrix.repeat), downText(cell)]),
  );
}

/** The last lines of a matrix. */
export function matrixLines(matrix: Matrix): readonly ClosingLine[] {
  const isLost = matrix.cells.some(({ runs }) => runs.some(({ lost }) => (lost ?? 0) > 0));
  return [
    ...matrixTable(matrix).map((text): ClosingLine => ({ text, tone: 'plain' })),
    { text: '', tone: 'plain' },
    ...wrapped(legend, { first: '', next: '' }).map((text): ClosingLine => ({ text, tone: 'dim' })),
    ...whyLines(matrix),
    { text: '', tone: 'plain' },
    { text: matrixHeadline(matrix), tone: isLost ? 'bad' : 'good' },
  ];
}

/** Why cells are not as expected, not known or not run, each reason once. */
function whyLines({ cells }: Matrix): readonly ClosingLine[] {
  const told = cells.flatMap((cell) => {
    const bad = cell.runs.find(({ verdict }) => verdict !== 'as-expected');
    const why = bad?.reasons[0] ?? (cell.runs.length === 0 ? cell.refused : null);
    return why ? wrapped(`${cellName(cell)}: ${why}`, { first: '  ', next: '    ' }) : [];
  });
  return told.length === 0 ? [] : ['', ...told].map((text) => ({ text, tone: 'warn' }));
}
