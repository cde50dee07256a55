import { formatSeconds } from '../lib/duration.ts';
import { countText } from '../lib/words.ts';

/** What a threat did to the data, or why that is not known. Only a run that proves it says `safe`. */
export type ThreatVerdict = 'safe' | 'unsafe' | 'inconclusive' | 'not tried';

/** One threat against one configuration: a row of the table. */
export interface ThreatRow {
  /** The scenario's name, as `--allow` and `--threats` take it. */
  readonly name: string;
  /** What happens: `one broker is killed`. */
  readonly threat: string;
  readonly verdict: ThreatVerdict;
  /** An UNSAFE that the user accepts knowingly. */
  readonly isAllowed: boolean;
  /** Null when no run tells. */
  readonly acknowledged: number | null;
  readonly lost: number | null;
  /** The longest time in which a background load got no write acknowledged; null without such a load. */
  readonly noWritesMs: number | null;
  /** Why it is unsafe, inconclusive or was not tried: sentences. */
  readonly reasons: readonly string[];
  /** The run's folder; null when nothing ran. */
  readonly run: string | null;
}

/** A change of the configuration that was measured against the threats, never guessed. */
export interface MeasuredChange {
  /** `log.flush.interval.messages=1`. */
  readonly change: string;
  /** Asked for by `--what-if`, or tried because something was unsafe. */
  readonly isAsked: boolean;
  readonly rows: readonly ThreatRow[];
  /** Median time to an acknowledgement with the change, relative to today's; null when one of the two has none. */
  readonly latencyRatio: number | null;
}

/** All that `assess` found out: plain data, from which every report is made. */
export interface Assessment {
  /** The configuration files, as the user named them. */
  readonly files: readonly string[];
  /** SHA-256 over what the files hold. */
  readonly digest: string;
  /** ISO 8601. */
  readonly date: string;
  /** Of fsync-lab, what runs, Java, Node.js and the kernel. */
  readonly versions: Readonly<Record<string, string>>;
  readonly runtime: string;
  /** The topic and the producer that were assumed: `3 replicas, acks=all`. */
  readonly setup: readonly string[];
  /** Settings that the brokers got from the files. */
  readonly settings: Readonly<Record<string, string>>;
  /** Settings without effect, what was left out. */
  readonly notes: readonly string[];
  readonly rows: readonly ThreatRow[];
  readonly changes: readonly MeasuredChange[];
}

/** UNSAFE and not accepted by the user. */
export function isRefused({ verdict, isAllowed }: ThreatRow): boolean {
  return verdict === 'unsafe' && !isAllowed;
}

/** Safe, or unsafe in a way that the user accepts: what a pipeline may pass. */
export function isSettled(row: ThreatRow): boolean {
  return row.verdict === 'safe' || (row.verdict === 'unsafe' && row.isAllowed);
}

/** The last line of the table: `UNSAFE against 2 of 9 threats`. */
export function assessmentHeadline({ rows }: Pick<Assessment, 'rows'>): string {
  const count = (verdict: ThreatVerdict) => rows.filter((row) => row.verdict === verdict).length;
  const rest = (['inconclusive', 'not tried'] as const)
    .filter((verdict) => count(verdict) > 0)
    .map((verdict) => `; ${count(verdict)} ${verdict}`)
    .join('');
  const unsafe = count('unsafe');
  if (unsafe > 0) {
    const allowed = rows.filter((row) => row.verdict === 'unsafe' && row.isAllowed).length;
    const accepted = allowed > 0 ? ` (${allowed} of them accepted)` : '';
    return `UNSAFE against ${unsafe} of ${countText(rows.length, 'threat')}${accepted}${rest}`;
  }
  return `safe against ${count('safe')} of ${countText(rows.length, 'threat')}${rest}`;
}

/** The cells of a row, as every report shows them. */
export function rowCells(row: ThreatRow): readonly string[] {
  return [
    row.threat,
    row.acknowledged === null ? '–' : String(row.acknowledged),
    row.lost === null ? '–' : String(row.lost),
    row.noWritesMs === null ? '–' : formatSeconds(row.noWritesMs),
    verdictCell(row),
  ];
}

/** The titles over those cells. */
export const rowTitles = ['threat', 'acknowledged', 'lost', 'no writes for', 'verdict'] as const;

/** The verdict as tables show it. */
export function verdictCell({ verdict, isAllowed }: ThreatRow): string {
  if (verdict !== 'unsafe') return verdict;
  return isAllowed ? 'UNSAFE, accepted' : 'UNSAFE';
}

/** `log.flush.interval.messages=1: 2 of 2 become safe (measured); an acknowledgement takes 1.4 times as long here (measured)`. */
export function changeText({ change, rows, latencyRatio }: MeasuredChange): string {
  const what = outcomeText(rows);
  const cost =
    latencyRatio === null
      ? ''
      : `; an acknowledgement takes ${latencyRatio.toFixed(1)} times as long here (measured)`;
  return `${change}: ${what} (measured)${cost}`;
}

function outcomeText(rows: readonly ThreatRow[]): string {
  const count = (verdict: ThreatVerdict) => rows.filter((row) => row.verdict === verdict).length;
  const safe = rows.filter(({ verdict }) => verdict === 'safe');
  const open = rows.length - safe.length - count('unsafe');
  const rest = open === 0 ? '' : `, ${open} came to no verdict`;
  if (safe.length === rows.length)
    return rows.length === 1 ? 'it becomes safe' : `all ${rows.length} become safe`;
  if (safe.length === 0) return `none of them becomes safe${rest}`;
  return `${safe.length} of ${rows.length} become safe${rest}: ${safe.map(({ threat }) => threat).join('; ')}`;
}
