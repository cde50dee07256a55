import { againCommand } from './again.ts';
import { replicaRows } from './replicas.ts';
import type { RunResult } from './report.ts';

/** The members of `verdict.json`, and of the line that `--json` prints. */
export function verdictFile({ judged, folder }: RunResult) {
  const { verdict, exit, valid, accounting, lost, anomalies, reasons, view } = judged;
  const { plan, run } = view;
  return {
    verdict,
    exit,
    valid,
    scenario: plan?.name ?? null,
    variant: plan?.variant ?? null,
    acknowledged: accounting.acked,
    lost,
    anomalies,
    reasons,
    expected: plan?.expect ?? null,
    run: folder,
    versions: run?.versions ?? {},
    runtime: run?.runtime ?? null,
    counts: accounting,
    replicas: replicaRows(view),
    warnings: [...(plan?.warnings ?? []), ...view.warnings],
    startedAt: run?.startedAt ?? null,
    durationMs: view.durationMs,
    again: againCommand(view),
  };
}

/** The one line that `run --json` and `check --json` print for a run. */
export function verdictLine(result: RunResult): string {
  return JSON.stringify(verdictFile(result));
}
