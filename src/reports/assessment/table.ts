import { printableProse } from '../../lib/printable.ts';
import { table } from '../../lib/table.ts';
import { wrapped } from '../../lib/wrapped.ts';
import { isRefused, isSettled, rowCells, rowTitles, type ThreatRow } from '../assessment.ts';
import type { ClosingLine } from '../text.ts';

const columns = [
  { title: rowTitles[0] },
  ...rowTitles.slice(1, 4).map((title) => ({ title, align: 'right' as const })),
  { title: rowTitles[4] },
];

const right = { align: 'right' as const };
const narrowColumns = [
  { title: rowTitles[0] },
  { title: 'lost', ...right },
  { title: 'no writes', ...right },
  { title: rowTitles[4] },
];

const indent = '  ';

/** The rows under their titles; where they don't fit into the width, fewer columns and more lines. */
export function tableLines(rows: readonly ThreatRow[], width: number): readonly ClosingLine[] {
  const wide = table(columns, rows.map(cellsOf));
  const fits = (lines: readonly string[]) =>
    Math.max(...lines.map(({ length }) => length)) + indent.length < width;
  return fits(wide) ? toned(wide, rows) : narrowTable(rows, width);
}

function toned([head = '', ...lines]: readonly string[], rows: readonly ThreatRow[]): readonly ClosingLine[] {
  return [
    { text: `${indent}${head}`, tone: 'dim' },
    ...lines.map((line, index) => ({ text: `${indent}${line}`, tone: toneOf(rows[index]) })),
  ];
}

function cellsOf(row: ThreatRow): readonly string[] {
  return rowCells(row).map(printableProse);
}

/** Both counts in one column; what happens in as many lines as it takes. */
function narrowTable(rows: readonly ThreatRow[], width: number): readonly ClosingLine[] {
  const narrow = rows.map((row): readonly string[] => {
    const [threat = '', acknowledged, lost, noWrites = '', verdict = ''] = cellsOf(row);
    return [threat, row.lost === null ? '–' : `${lost} of ${acknowledged}`, noWrites, verdict];
  });
  const others = table(
    narrowColumns.slice(1),
    narrow.map((cells) => cells.slice(1)),
  );
  const room = width - indent.length - Math.max(...others.map(({ length }) => length)) - '  '.length - 1;
  const broken = narrow.flatMap(([threat = '', ...cells], index) =>
    wrapped(threat, { first: '', next: '' }, Math.max(room, threatWidthMin)).map((line, nth) => ({
      row: rows[index] as ThreatRow,
      cells: [line, ...(nth === 0 ? cells : [])],
    })),
  );
  const lines = table(
    narrowColumns,
    broken.map(({ cells }) => cells),
  );
  return toned(
    lines,
    broken.map(({ row }) => row),
  );
}

const threatWidthMin = 20;

function toneOf(row: ThreatRow | undefined): ClosingLine['tone'] {
  if (row === undefined) return 'plain';
  if (isRefused(row)) return 'bad';
  return isSettled(row) ? 'plain' : 'warn';
}
