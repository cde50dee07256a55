import { printableProse } from '../../lib/printable.ts';
import { wrapped } from '../../lib/wrapped.ts';
import {
  type Assessment,
  assessmentHeadline,
  changeText,
  isRefused,
  isSettled,
  type ThreatRow,
} from '../assessment.ts';
import type { ClosingLine } from '../text.ts';
import { tableLines } from './table.ts';

/** The table and the last lines: the answer, why, and what would help. The table is narrower on a narrow screen. */
export function assessmentLines(
  assessment: Assessment,
  width = Number.POSITIVE_INFINITY,
): readonly ClosingLine[] {
  const helping = assessment.changes.filter(({ rows: tried, isAsked }) => isAsked || tried.some(isSafe));
  return [
    ...tableLines(assessment.rows, width),
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
