import { wrapped } from '../lib/wrapped.ts';
import type { ClosingLine } from '../reports/text.ts';
import { type RunRow, runTable } from './run-row.ts';

/** Each run beside its control, and what the two say together: the last lines of the output. */
export function sideBySide(rows: readonly RunRow[]): readonly ClosingLine[] {
  const lines = [...runTable('side by side', rows), '', ...comparisons(rows)];
  return lines.map((text) => ({ text, tone: 'plain' }));
}

function comparisons(rows: readonly RunRow[]): readonly string[] {
  const names = [...new Set(rows.map(({ name }) => name))];
  return names.flatMap((name) => {
    const named = rows.filter((row) => row.name === name);
    const fault = worstOf(named.filter(({ isControl }) => !isControl));
    const control = worstOf(named.filter(({ isControl }) => isControl));
    if (!fault || !control) return [];
    return wrapped(comparison(fault, control), { first: `${name}: `, next: '  ' });
  });
}

/** Of several repeats: one that proves nothing, else the one that lost most. */
function worstOf(rows: readonly RunRow[]): RunRow | undefined {
  const rank = ({ lost }: RunRow) => lost ?? Number.POSITIVE_INFINITY;
  return [...rows].sort((a, b) => rank(b) - rank(a))[0];
}

function comparison(fault: RunRow, control: RunRow): string {
  if (fault.lost === null || control.lost === null)
    return 'a run is inconclusive, so the two cannot be compared';
  if (control.lost > 0) return `the control loses ${control.lost}, so it is not the fault alone`;
  if (fault.lost === 0) return 'nothing is lost, with the fault or without it';
  return `${fault.lost} of ${fault.acked} lost with the fault, none without it`;
}
