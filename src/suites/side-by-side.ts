import { table } from '../lib/table.ts';
import { wrapped } from '../lib/wrapped.ts';
import type { RunResult } from '../reports/report.ts';
import type { ClosingLine } from '../reports/text.ts';
import { type Side, sideOf } from './control.ts';

interface Row extends Side {
  readonly acked: number;
  /** Null when the run proves nothing. */
  readonly lost: number | null;
  readonly verdict: string;
}

/** Each run beside its control, and what the two say together: the last lines of the output. */
export function sideBySide(results: readonly RunResult[]): readonly ClosingLine[] {
  const rows = results.map(rowOf);
  const columns = [
    { title: 'side by side' },
    { title: 'acknowledged', align: 'right' as const },
    { title: 'lost', align: 'right' as const },
    { title: 'verdict' },
  ];
  const cells = rows.map(({ name, isControl, acked, lost, verdict }) => [
    isControl ? `${name}, control` : name,
    String(acked),
    lost === null ? 'not known' : String(lost),
    verdict,
  ]);
  const lines = [...table(columns, cells), '', ...comparisons(rows)];
  return lines.map((text) => ({ text, tone: 'plain' }));
}

function rowOf({ judged: { view, accounting, verdict } }: RunResult): Row {
  const side = view.plan ? sideOf(view.plan) : { name: '?', isControl: false };
  const lost = verdict === 'inconclusive' ? null : accounting.lost;
  return { ...side, acked: accounting.acked, lost, verdict: verdict.replaceAll('-', ' ') };
}

function comparisons(rows: readonly Row[]): readonly string[] {
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
function worstOf(rows: readonly Row[]): Row | undefined {
  const rank = ({ lost }: Row) => lost ?? Number.POSITIVE_INFINITY;
  return [...rows].sort((a, b) => rank(b) - rank(a))[0];
}

function comparison(fault: Row, control: Row): string {
  if (fault.lost === null || control.lost === null)
    return 'a run is inconclusive, so the two cannot be compared';
  if (control.lost > 0) return `the control loses ${control.lost}, so it is not the fault alone`;
  if (fault.lost === 0) return 'nothing is lost, with the fault or without it';
  return `${fault.lost} of ${fault.acked} lost with the fault, none without it`;
}
