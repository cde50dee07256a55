import { relative } from 'node:path';
import type { HistoryEvent } from '../history/event.ts';
import type { MatrixRun } from '../reports/matrix.ts';
import type { RunResult } from '../reports/report.ts';

/** Listens to a run for where its time goes. */
export interface PhaseClock {
  on(event: HistoryEvent): void;
  phases(totalMs: number): MatrixRun['phases'];
}

/** What is no phase of the run itself (bringing software, judging, tearing down) is the rest. */
export function startPhaseClock(): PhaseClock {
  const ends = { setup: 0, steps: 0, final: 0 };
  return {
    on(event) {
      if (event.type === 'step') ends[event.phase] = event.time;
    },
    phases(totalMs) {
      const steps = Math.max(ends.setup, ends.steps);
      const final = Math.max(steps, ends.final);
      return {
        setup: Math.round(ends.setup),
        steps: Math.round(steps - ends.setup),
        final: Math.round(final - steps),
        rest: Math.max(0, Math.round(totalMs - final)),
      };
    },
  };
}

/** What a matrix keeps of a run. */
export function matrixRunOf(
  { judged, folder }: RunResult,
  {
    round,
    tries,
    tookMs,
    phases,
    matrixFolder,
  }: Pick<MatrixRun, 'round' | 'tries' | 'tookMs' | 'phases'> & { readonly matrixFolder: string },
): MatrixRun {
  const { verdict, accounting, unavailability, reasons } = judged;
  const down = unavailability.map(({ fromMs, toMs }) => toMs - fromMs);
  return {
    round,
    verdict,
    acked: accounting.acked,
    lost: verdict === 'inconclusive' ? null : accounting.lost,
    unavailableMs: down.length === 0 ? null : Math.round(Math.max(...down)),
    reasons,
    folder: folder === null ? null : relative(matrixFolder, folder),
    tookMs: Math.round(tookMs),
    phases,
    tries,
  };
}
