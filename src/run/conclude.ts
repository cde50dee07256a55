import { writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { messageOf } from '../errors.ts';
import { historyFileName } from '../history/reader.ts';
import { judgeFile } from '../judge/verdict.ts';
import { reportFileName, reports } from '../reports/index.ts';
import type { Report, RunResult } from '../reports/report.ts';
import { withRoomAdvice } from './room.ts';
import { writeEdn } from './write-edn.ts';

/** Judges what is stored and writes every report beside it: before tear-down, so that a late failure loses no verdict. */
export async function conclude(folder: string): Promise<RunResult> {
  const judged = await judgeFile(join(folder, historyFileName));
  const result: RunResult = { judged, folder: shownFolder(folder) };
  const missing = await writeAll(folder, result).catch((error: unknown) => {
    throw withRoomAdvice(
      error,
      `make room, then \`fsync-lab check ${result.folder}\` judges the whole history`,
    );
  });
  return missing.length === 0 ? result : { ...result, missing };
}

async function writeAll(folder: string, result: RunResult): Promise<readonly string[]> {
  const missing = await writeReports(folder, result);
  return [...missing, ...(await writeEdn(folder, { shown: result.folder ?? folder }))];
}

/** A report that throws costs itself alone, and that is told: never the verdict, never another report. */
export async function writeReports(
  folder: string,
  result: RunResult,
  all: readonly Report[] = reports,
): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const report of all) {
    const name = reportFileName(report);
    const text = rendered(report, result, (why) => missing.push(`${name} could not be made: ${why}`));
    if (text !== null) await writeFile(join(folder, name), text);
  }
  return missing;
}

function rendered(report: Report, result: RunResult, onFailure: (why: string) => void): string | null {
  try {
    return report.render(result);
  } catch (error) {
    onFailure(messageOf(error));
    return null;
  }
}

/** Short where the folder lies below this one; a way up and down again is harder to read than the whole path. */
function shownFolder(folder: string): string {
  const way = relative(process.cwd(), folder) || '.';
  return way === '..' || way.startsWith(`..${sep}`) ? folder : way;
}
