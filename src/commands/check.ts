import { lstat, readlink, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findHistory } from '../history/reader.ts';
import { judgeFile } from '../judge/verdict.ts';
import type { RunResult } from '../reports/report.ts';
import { closingLines } from '../reports/text.ts';
import { findingLines } from './finding-lines.ts';
import { errorLine, verdictLine } from './json-line.ts';
import { storedRun } from './stored-run.ts';

/** Prints a line on standard output. */
export type Out = (line: string) => void;

/** Judges a stored history again, with no cluster: `check <run folder | history.jsonl>`. Answers with the exit code. */
export async function runCheck(
  path: string | undefined,
  options: { readonly json?: boolean; readonly out?: string },
  out: Out,
): Promise<number> {
  try {
    const result = await judgeStored(await storedRun(path, options.out ?? 'runs'));
    if (options.json) out(verdictLine(result));
    else for (const line of summaryOf(result)) out(line);
    return result.judged.exit;
  } catch (error) {
    if (options.json) out(errorLine(error));
    throw error;
  }
}

// The findings stand first: who reads only the last lines knows the result.
function summaryOf(result: RunResult): string[] {
  const { anomalies, accounting } = result.judged;
  const findings = findingLines(anomalies);
  const closing = closingLines(result).map(({ text }) => text);
  return [...(findings.length > 0 ? [...findings, ''] : []), countLine(accounting), '', ...closing];
}

/** The five counts of the final read; without one that reached an end, nothing can be said of what is lost. */
function countLine({
  attempted,
  ok,
  recovered,
  lost,
  unexpected,
}: RunResult['judged']['accounting']): string {
  const gone = lost === null ? 'lost unknown: no final read to the end' : `lost ${lost}`;
  return `final read: attempted ${attempted}, ok ${ok}, recovered ${recovered}, ${gone}, unexpected ${unexpected}`;
}

/** The result of a stored run; it has a folder only when the history lies in one of a run. */
export async function judgeStored(path: string): Promise<RunResult> {
  const file = await findHistory(path);
  const judged = await judgeFile(file);
  if (!judged.events.plan) return { judged, folder: null };
  const isFolder = (await stat(path)).isDirectory();
  return { judged, folder: await realName(isFolder ? path.replace(/(?<=.)\/+$/, '') : dirname(file)) };
}

/** `latest` is another run tomorrow: what is told is the run that it points at now. */
async function realName(folder: string): Promise<string> {
  const isLink = (await lstat(folder)).isSymbolicLink();
  return isLink ? join(dirname(folder), await readlink(folder)) : folder;
}
