import { exitCodes } from '../errors.ts';
import { partitionObject, recordLines, recordObjects } from '../reports/log/records.ts';
import { showLogs } from '../reports/log/show.ts';
import { locateLogs } from '../segments/locate.ts';
import { isDamagedLog, type PartitionReport, readLogs } from '../segments/replicas.ts';

export interface LogOptions {
  readonly records?: boolean;
  readonly json?: boolean;
}

/**
 * Shows what Kafka logs hold, read from their files alone. A torn tail is what a crash leaves and no failure;
 * bytes that are there but wrong end with exit code 1, so that no script takes a damaged log for a good one.
 */
export async function runLog(
  paths: readonly string[],
  options: LogOptions,
  out: (line: string) => void,
): Promise<number> {
  const reports = await readLogs(await locateLogs(paths));
  for await (const line of options.json ? jsonLines(reports, options) : textLines(reports, options))
    out(line);
  const isDamaged = reports.some(({ replicas }) => replicas.some(({ summary }) => isDamagedLog(summary)));
  return isDamaged ? exitCodes.notAsExpected : exitCodes.asExpected;
}

/** Records first: the last lines are what a person reads, and those tell the result. */
async function* textLines(reports: readonly PartitionReport[], { records }: LogOptions) {
  for (const report of records ? reports : []) {
    for (const replica of report.replicas) {
      yield* recordLines(report, replica);
      yield '';
    }
  }
  yield* showLogs(reports);
}

/** One object a line: `record` lines when asked for, then one `partition` line each. */
async function* jsonLines(reports: readonly PartitionReport[], { records }: LogOptions) {
  for (const report of reports) {
    for (const replica of records ? report.replicas : []) {
      for await (const object of recordObjects(report, replica)) yield JSON.stringify(object);
    }
    yield JSON.stringify(partitionObject(report));
  }
}
