import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { findHistory, readHistory } from '../history/reader.ts';
import { judgeHistory } from '../judge/verdict.ts';
import type { RunResult } from '../reports/report.ts';
import { type ClosingLine, closingLines } from '../reports/text.ts';
import { verdictLine } from '../reports/verdict-file.ts';

/** Prints a line, with its colour where there is one. */
export type Out = (line: ClosingLine) => void;

/** Judges a stored history again, with no cluster: `check <run folder | history.jsonl>`. Answers with the exit code. */
export async function runCheck(
  path: string,
  options: { readonly json?: boolean },
  out: Out,
): Promise<number> {
  const result = await judgeStored(path);
  const lines: readonly ClosingLine[] = options.json
    ? [{ text: verdictLine(result), tone: 'plain' }]
    : closingLines(result);
  for (const line of lines) out(line);
  return result.judged.exit;
}

/** The result of a stored run; it has a folder only when the history lies in one of a run. */
export async function judgeStored(path: string): Promise<RunResult> {
  const file = await findHistory(path);
  const judged = await judgeHistory(readHistory(file));
  if (!judged.view.plan) return { judged, folder: null };
  const isFolder = (await stat(path)).isDirectory();
  return { judged, folder: isFolder ? path.replace(/(?<=.)\/+$/, '') : dirname(file) };
}
