import {
  type CellState,
  cellState,
  gridOf,
  type Matrix,
  type MatrixCell,
  matrixHeadline,
} from '../matrix.ts';
import { escapedHtml } from '../shared/html.ts';

const cellWidth = 108;
const cellHeight = 26;
const letterWidth = 7.2;
const margin = 12;
const colours: Readonly<Record<CellState, { readonly fill: string; readonly text: string }>> = {
  lost: { fill: '#b42318', text: '#ffffff' },
  kept: { fill: '#d1fadf', text: '#05603a' },
  open: { fill: '#fef0c7', text: '#7a4d00' },
  excluded: { fill: '#f2f4f7', text: '#667085' },
};

/** The table as a picture for a README: red where acknowledged records were lost; the text says it, too. */
export function matrixPicture(matrix: Matrix): string {
  const { head, rows } = gridOf(matrix);
  const titleWidths = matrix.rows.map((_, at) =>
    widthOf([head[at] ?? '', ...rows.map(({ titles }) => titles[at] ?? '')]),
  );
  const lefts = titleWidths.map(
    (_, at) => margin + titleWidths.slice(0, at).reduce((sum, width) => sum + width, 0),
  );
  const left = margin + titleWidths.reduce((sum, width) => sum + width, 0);
  const columns = head.slice(matrix.rows.length);
  const width = left + columns.length * cellWidth + margin;
  const height = margin * 2 + (rows.length + 2) * cellHeight;
  const top = (row: number) => margin + (row + 2) * cellHeight;
  const text = (x: number, y: number, words: string, more = '') =>
    `<text x="${x}" y="${y + 17}"${more}>${escapedHtml(words)}</text>`;
  const column = (at: number) => left + at * cellWidth;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#1d2939" role="img">`,
    `<title>${escapedHtml(matrixHeadline(matrix))}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(margin, margin, 'Acknowledged records lost / acknowledged', ' font-weight="bold"'),
    ...columns.map((name, at) =>
      text(column(at) + cellWidth / 2, margin + cellHeight, name, ' text-anchor="middle" font-weight="bold"'),
    ),
    ...rows.flatMap(({ titles, cells }, row) => [
      ...titles.flatMap((title, at) =>
        at === 0 && rows[row - 1]?.titles[0] === title ? [] : [text(lefts[at] ?? margin, top(row), title)],
      ),
      ...cells.map((cell, at) => cellPicture(cell, matrix.repeat, { x: column(at), y: top(row) })),
    ]),
    '</svg>\n',
  ].join('\n');
}

function widthOf(texts: readonly string[]): number {
  return Math.ceil(Math.max(...texts.map((text) => text.length)) * letterWidth) + margin;
}

function cellPicture(
  cell: MatrixCell,
  repeat: number,
  { x, y }: { readonly x: number; readonly y: number },
): string {
  const state = cellState(cell, repeat);
  const { fill, text } = colours[state];
  const words = wordsOf(cell, state);
  return [
    `<rect x="${x + 1}" y="${y + 1}" width="${cellWidth - 2}" height="${cellHeight - 2}" rx="3" fill="${fill}"/>`,
    `<text x="${x + cellWidth / 2}" y="${y + 17}" text-anchor="middle" fill="${text}"${state === 'lost' ? ' font-weight="bold"' : ''}>${words}</text>`,
  ].join('');
}

function wordsOf({ runs }: MatrixCell, state: CellState): string {
  if (state === 'excluded') return '–';
  if (runs.length === 0) return 'not run';
  const sum = (of: 'lost' | 'acked') =>
    runs.reduce((all, run) => all + (run.lost === null ? 0 : (run[of] ?? 0)), 0);
  const share = `${sum('lost')}/${sum('acked')}`;
  if (state === 'open') return runs.every(({ lost }) => lost === null) ? '?' : `${share} ?`;
  return state === 'lost' ? `LOST ${share}` : share;
}
