import { formatSeconds } from '../lib/duration.ts';
import { type Difference, differencesOf } from './comparison/differences.ts';
import { json } from './json.ts';
import type { RunResult } from './report.ts';
import { dataFate, runName, verdictWords } from './shared/headline.ts';
import { totalLine } from './text.ts';

/** One run among several: a row of the table. */
export interface ComparedRun {
  /** Its number in the table, from 1. */
  readonly number: string;
  readonly name: string;
  readonly acknowledged: string;
  /** `not known` where no evidence tells. */
  readonly lost: string;
  readonly fate: 'lost' | 'kept' | 'unknown';
  readonly verdict: string;
  readonly took: string;
  /** Why it is not as expected, or why it proves nothing. */
  readonly reasons: readonly string[];
  /** The run's folder, or the file that was judged. */
  readonly place: string;
}

/** Several runs side by side: plain data, from which every form of it is made. */
export interface Comparison {
  readonly headline: string;
  readonly runs: readonly ComparedRun[];
  /** What is not the same in all of them. */
  readonly differences: readonly Difference[];
}

/** A stored run and how it was named. */
export interface NamedResult {
  readonly result: RunResult;
  readonly path: string;
}

/** Puts runs side by side, in the order in which they were named. */
export function compare(named: readonly NamedResult[]): Comparison {
  const results = named.map(({ result }) => result);
  return {
    headline: totalLine(results).text,
    runs: named.map(({ result, path }, index) => comparedRun(result, { path, number: String(index + 1) })),
    differences: differencesOf(results.map(({ judged }) => judged.events)),
  };
}

function comparedRun(
  { judged, folder }: RunResult,
  { path, number }: { readonly path: string; readonly number: string },
): ComparedRun {
  const fate = dataFate(judged);
  return {
    number,
    name: runName(judged),
    acknowledged: String(judged.accounting.acked),
    lost: fate === 'unknown' ? 'not known' : String(judged.lost.length),
    fate,
    verdict: verdictWords(judged),
    took: formatSeconds(judged.events.durationMs),
    reasons: judged.verdict === 'as-expected' ? [] : judged.reasons,
    place: folder ?? path,
  };
}

/** The titles over the cells of a run. */
export const comparedTitles = ['no.', 'run', 'acknowledged', 'lost', 'verdict', 'took'] as const;

/** The cells of a run, as every form of a comparison shows them. */
export function comparedCells({ number, name, acknowledged, lost, verdict, took }: ComparedRun): string[] {
  return [number, name, acknowledged, lost, verdict, took];
}

/** For scripts: verdict.json of each run, and what differs between them. */
export function comparisonJson(named: readonly NamedResult[]): string {
  const runs: unknown[] = named.map(({ result }) => JSON.parse(json.render(result)));
  return JSON.stringify({ version: 1, runs, differences: compare(named).differences }, null, 2);
}
