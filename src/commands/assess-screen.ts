import { printable } from '../lib/printable.ts';
import { countText } from '../lib/words.ts';
import { isRefused, isSettled, type ThreatRow, verdictCell } from '../reports/assessment.ts';
import { minutes, startPace } from '../suites/pace.ts';
import type { Ui } from '../ui.ts';

/** Shows an assessment while it runs: each threat as its run ends, and how long the others will still take. */
export interface AssessScreen extends AsyncDisposable {
  begin(runs: number, change: string | null): void;
  row(row: ThreatRow): void;
  /** What happens before a run begins: jars arriving, an image being built. */
  prepares(text: string): void;
  /** A run is over, or (null) was none: this machine refused it. */
  ended(tookMs: number | null): void;
  /** A run has begun, so nothing is prepared any more. */
  hasBegun(): void;
}

const tickMs = 1000;

export function startScreen(ui: Ui, jobs: number): AssessScreen {
  const pace = startPace({ jobs, now: () => performance.now() });
  let phase = '';
  let done = 0;
  let preparing: string | null = null;
  // Where there is no live line, a text is told again only when it differs before its comma.
  const show = () => ui.onProgress(preparing ?? `${phase}, ${done} done, ${pace.text()}`);
  const timer = setInterval(show, tickMs);
  return {
    begin(runs, change) {
      pace.expect(runs);
      const count = countText(runs, 'threat');
      if (change === null)
        ui.tell({
          text: `  ${count}, ${jobs} at a time, about ${minutes(pace.totalMs())} min; more where one is UNSAFE`,
          tone: 'dim',
        });
      if (change !== null) ui.tell({ text: `  with ${change}`, tone: 'dim' });
      phase = change === null ? `${count} under way` : `${change} against ${count}`;
      done = 0;
      show();
    },
    row(row) {
      tellRow(ui, row);
      done += 1;
      show();
    },
    prepares(text) {
      if (text === preparing) return;
      preparing = text;
      show();
    },
    ended(tookMs) {
      preparing = null;
      if (tookMs === null) pace.dropped();
      else pace.ended(tookMs);
    },
    hasBegun() {
      preparing = null;
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
    },
  };
}

const verdictWidth = 13;
const lostWidth = 15;

/** What varies in length comes last, so that the lines stand below each other. */
function tellRow(ui: Ui, row: ThreatRow): void {
  const lost = row.lost === null ? '' : `${row.lost} of ${row.acknowledged} lost`;
  const text = `  ${verdictCell(row).padEnd(verdictWidth)} ${lost.padStart(lostWidth)}  ${row.threat}`;
  ui.tell({ text: printable(text), tone: isRefused(row) ? 'bad' : isSettled(row) ? 'plain' : 'warn' });
}
