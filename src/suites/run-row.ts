import { formatSeconds } from '../lib/duration.ts';
import { table } from '../lib/table.ts';
import type { Plan } from '../plan.ts';
import type { RunResult } from '../reports/report.ts';
import { type Side, sideOf } from './control.ts';

/** A run as a line of a table. */
export interface RunRow extends Side {
  /** Null when there was no run. */
  readonly acked: number | null;
  /** Null when the run proves nothing. */
  readonly lost: number | null;
  readonly verdict: string;
  readonly tookMs: number | null;
}

/** The line of a run that was judged. */
export function rowOf({ judged: { events, accounting, verdict } }: RunResult): RunRow {
  const side = events.plan ? sideOf(events.plan) : { name: '?', isControl: false };
  const lost = verdict === 'inconclusive' ? null : accounting.lost;
  const { durationMs: tookMs } = events;
  return { ...side, acked: accounting.acked, lost, verdict: verdict.replaceAll('-', ' '), tookMs };
}

/** The line of a run that was asked for and never began. */
export function unbegunRow(plan: Plan, verdict: string): RunRow {
  return { ...sideOf(plan), acked: null, lost: null, verdict, tookMs: null };
}

/** The rows as one table, in their order. */
export function runTable(title: string, rows: readonly RunRow[]): readonly string[] {
  const columns = [
    { title },
    { title: 'acknowledged', align: 'right' as const },
    { title: 'lost', align: 'right' as const },
    { title: 'time', align: 'right' as const },
    { title: 'verdict' },
  ];
  const cells = rows.map(({ name, isControl, acked, lost, verdict, tookMs }) => [
    isControl ? `${name}, control` : name,
    acked === null ? '-' : String(acked),
    lost === null ? 'not known' : String(lost),
    tookMs === null ? '-' : formatSeconds(tookMs),
    verdict,
  ]);
  return table(columns, cells);
}
