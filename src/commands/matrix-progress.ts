import { formatSeconds } from '../lib/duration.ts';
import { printable } from '../lib/printable.ts';
import { countText } from '../lib/words.ts';
import type { MatrixRun } from '../reports/matrix.ts';
import type { MatrixEnd, MatrixTask } from '../suites/matrix.ts';

/** What a run takes that nobody has measured yet, start and end with it. */
const guessMs = 20_000;

/** A time in minutes and seconds, as people plan with it: `about 3 min`, `about 40 s`. */
export function aboutTime(ms: number): string {
  return ms < 90_000
    ? `about ${Math.max(1, Math.round(ms / 1000))} s`
    : `about ${Math.round(ms / 60_000)} min`;
}

/** How long the runs will take, by what earlier ones took; what nobody measured takes what the others do on average. */
export function expectedMs(
  tasks: readonly MatrixTask[],
  measured: ReadonlyMap<string, number>,
  jobs: number,
): number {
  const known = [...measured.values()];
  const usual = known.length === 0 ? guessMs : known.reduce((sum, ms) => sum + ms, 0) / known.length;
  return tasks.reduce((sum, { digest }) => sum + (measured.get(digest) ?? usual), 0) / Math.max(1, jobs);
}

/** A run as its line: `kill-all, 4.3.1  kept 20 · as expected · 12.3 s`. */
export function endLine(end: MatrixEnd): string {
  const { name, round } = end.label;
  const title = printable(`${name}${round === 0 ? '' : ` (${round + 1})`}`);
  if (end.run === undefined) {
    const why = 'refused' in end ? `not run: ${end.refused}` : 'failed' in end ? end.failed : 'interrupted';
    return `${title}  ${printable(why)}`;
  }
  return `${title}  ${resultText(end.run)} · ${formatSeconds(end.run.tookMs)}`;
}

function resultText({ lost, acked, verdict, tries }: MatrixRun): string {
  const again = tries > 1 ? ` at try ${tries}` : '';
  if (lost === null) return `inconclusive${again}`;
  return `${lost > 0 ? `LOST ${lost}` : '0 lost'} of ${acked} · ${verdict.replaceAll('-', ' ')}${again}`;
}

/** How many runs an hour this machine does, and where the time of one goes. */
export function paceLines(runs: readonly MatrixRun[], wallMs: number): readonly string[] {
  if (runs.length === 0) return [];
  const mean = (of: (run: MatrixRun) => number) =>
    formatSeconds(runs.reduce((sum, run) => sum + of(run), 0) / runs.length);
  const parts = [
    `start ${mean(({ phases }) => phases.setup)}`,
    `steps ${mean(({ phases }) => phases.steps)}`,
    `final reads ${mean(({ phases }) => phases.final)}`,
    `judging and tear-down ${mean(({ phases }) => phases.rest)}`,
  ];
  const anHour = Math.round((runs.length * 3_600_000) / wallMs);
  return [
    `${countText(runs.length, 'run')} in ${formatSeconds(wallMs)}, ${anHour} an hour; a run takes ${mean(({ tookMs }) => tookMs)}:`,
    `  ${parts.join(', ')}`,
  ];
}
