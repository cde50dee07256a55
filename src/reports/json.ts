import { verdictVersion } from './json/schema.ts';
import type { Report, RunResult } from './report.ts';
import { againCommand } from './shared/again.ts';
import { dataFate, dataWords, verdictWords } from './shared/headline.ts';
import { replicaRows } from './shared/replicas.ts';

/** For scripts and CI jobs. */
export const json: Report = {
  name: 'json',
  file: 'verdict',
  extension: 'json',
  summary: 'the verdict and all findings, for scripts',
  render: (result) => `${JSON.stringify(verdictOf(result), null, 2)}\n`,
};

function verdictOf({ judged, folder }: RunResult) {
  const { verdict, exit, valid, accounting, lost, anomalies, reasons, unavailability, failedStarts, events } =
    judged;
  const { plan, run } = events;
  return {
    version: verdictVersion,
    verdict,
    exit,
    valid,
    data: dataFate(judged),
    summary: `${dataWords(judged)}, ${verdictWords(judged).toLowerCase()}`,
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
    unavailability,
    failedStarts,
    counts: accounting,
    replicas: replicaRows(events),
    warnings: events.warnings,
    startedAt: run?.startedAt ?? null,
    durationMs: events.durationMs,
    again: againCommand(events),
  };
}
