import { printableProse } from '../../lib/printable.ts';
import { table } from '../../lib/table.ts';
import { wrapped } from '../../lib/wrapped.ts';
import {
  type Assessment,
  assessmentHeadline,
  changeText,
  isRefused,
  isSettled,
  rowCells,
  rowTitles,
  type ThreatRow,
} from '../assessment.ts';
import type { ClosingLine } from '../text.ts';

const columns = [
  { title: rowTitles[0] },
  ...rowTitles.slice(1, 4).map((title) => ({ title, align: 'right' as const })),
  { title: rowTitles[4] },
];

/** The table and the last lines: the answer, why, and what would help. */
export function assessmentLines(assessment: Assessment): readonly ClosingLine[] {
  const [head = '', ...lines] = table(
    columns,
    assessment.rows.map((row) => rowCells(row).map(printableProse)),
  );
  const rows = assessment.rows.map((row, index) => ({ text: `  ${lines[index]}`, tone: toneOf(row) }));
  const helping = assessment.changes.filter(({ rows: tried, isAsked }) => isAsked || tried.some(isSafe));
  return [
    { text: `  ${head}`, tone: 'dim' },
    ...rows,
    plain(''),
    { text: assessmentHeadline(assessment), tone: headTone(assessment) },
    ...assessment.rows.flatMap(whyLines),
    ...assessment.notes.flatMap((note) => labelled('note', note)),
    ...helping.flatMap((change) => labelled(change.isAsked ? 'what if' : 'would help', changeText(change))),
  ];
}

function headTone({ rows }: Assessment): ClosingLine['tone'] {
  if (rows.some(isRefused)) return 'bad';
  return rows.every(isSettled) ? 'good' : 'warn';
}

function toneOf(row: ThreatRow): ClosingLine['tone'] {
  if (isRefused(row)) return 'bad';
  return isSettled(row) ? 'plain' : 'warn';
}

function isSafe({ verdict }: ThreatRow): boolean {
  return verdict === 'safe';
}

function whyLines({ verdict, threat, reasons }: ThreatRow): ClosingLine[] {
  const [first] = reasons;
  return verdict === 'safe' || first === undefined ? [] : labelled('why', `${threat}: ${first}`);
}

const labelWidth = 12;

function labelled(label: string, text: string): ClosingLine[] {
  const indent = { first: label.padEnd(labelWidth), next: ' '.repeat(labelWidth) };
  return wrapped(printableProse(text), indent).map(plain);
}

function plain(text: string): ClosingLine {
  return { text, tone: 'plain' };
}
