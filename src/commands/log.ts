import { exitCodes } from '../errors.ts';
import { printable } from '../lib/printable.ts';
import type { ComparedRecord } from '../segments/compare.ts';
import { locateLogs } from './log-locate.ts';
import { isDamagedLog, type PartitionReport, readLogs } from './log-read.ts';
import { named, recordLines, recordObjects } from './log-records.ts';
import { showLogs } from './log-show.ts';

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
  if (options.json) await printJson(reports, options, out);
  else await printText(reports, options, out);
  const isDamaged = reports.some(({ replicas }) => replicas.some(({ summary }) => isDamagedLog(summary)));
  return isDamaged ? exitCodes.notAsExpected : exitCodes.asExpected;
}

/** Records first: the last lines are what a person reads, and those tell the result. */
async function printText(
  reports: readonly PartitionReport[],
  { records }: LogOptions,
  out: (line: string) => void,
) {
  if (records) {
    for (const { partition, replicas } of reports) {
      for (const replica of replicas) {
        out(`# ${printable(partition)} in ${printable(replica.path)}`);
        for await (const line of recordLines(replica)) out(line);
        out('');
      }
    }
  }
  for (const line of showLogs(reports)) out(line);
}

/** One object a line: `record` lines when asked for, then one `partition` line each. */
async function printJson(
  reports: readonly PartitionReport[],
  { records }: LogOptions,
  out: (line: string) => void,
) {
  for (const { partition, replicas, comparison } of reports) {
    for (const replica of records ? replicas : []) {
      for await (const object of recordObjects(partition, replica)) out(JSON.stringify(object));
    }
    const shown = replicas.map(({ label, path, summary }) => ({
      label,
      path,
      damaged: isDamagedLog(summary),
      log: summary,
    }));
    out(JSON.stringify({ type: 'partition', partition, replicas: shown, comparison: plain(comparison) }));
  }
}

function plain(comparison: PartitionReport['comparison']) {
  const first = comparison?.firstConflict;
  if (!comparison || !first) return comparison;
  const held = first.held.map((record) => record && plainRecord(record));
  return { ...comparison, firstConflict: { ...first, held } };
}

function plainRecord({ isControl, unopened, key, value }: ComparedRecord) {
  return { ...named('key', key), ...named('value', value), isControl, unopened };
}
