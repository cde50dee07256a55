import { printableProse } from '../../lib/printable.ts';
import { table } from '../../lib/table.ts';
import { columns as columnsOfScreen, wrapped } from '../../lib/wrapped.ts';
import { type Comparison, comparedCells, comparedTitles } from '../comparison.ts';
import { shortened } from '../sections/section.ts';

const right = new Set(['no.', 'acknowledged', 'lost', 'took']);
const nameCharsMax = 40;
// As much as tells two values apart; the other forms show all of it.
const valueCharsMin = 20;

/** The tables and the last lines: why, and what it comes to. */
export function comparisonText(comparison: Comparison): readonly string[] {
  const { runs, headline } = comparison;
  const columns = comparedTitles.map((title) => ({
    title,
    align: right.has(title) ? ('right' as const) : ('left' as const),
  }));
  const rows = runs.map((run) => comparedCells(run).map(printableProse));
  return [
    ...table(columns, rows),
    ...differenceLines(comparison),
    '',
    ...runs.map(({ number, place }) => printableProse(`run ${number}  ${place}`)),
    ...runs.flatMap(({ number, reasons }) => reasons.slice(0, 1).flatMap((reason) => why(number, reason))),
    ...wrapped(headline, { first: '', next: '  ' }),
  ];
}

function differenceLines({ runs, differences }: Comparison): readonly string[] {
  if (differences.length === 0) return [];
  const charsMax = Math.max(valueCharsMin, Math.floor(columnsOfScreen / runs.length));
  const titles = ['what differs', ...runs.map(({ number }) => `run ${number}`)];
  const rows = differences.map(({ what, values }) => [
    cut(what, nameCharsMax),
    ...values.map((value) => cut(value ?? '–', charsMax)),
  ]);
  const columns = titles.map((title) => ({ title }));
  return ['', ...table(columns, rows)];
}

function cut(text: string, charsMax: number): string {
  return printableProse(text.length > charsMax ? `${text.slice(0, charsMax - 1)}…` : text);
}

function why(number: string, reason: string): readonly string[] {
  return wrapped(printableProse(shortened(reason)), { first: `why ${number}  `, next: ' '.repeat(7) });
}
