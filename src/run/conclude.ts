import { writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { historyFileName } from '../history/reader.ts';
import { judgeFile } from '../judge/verdict.ts';
import { reportFileName, reports } from '../reports/index.ts';
import type { RunResult } from '../reports/report.ts';
import { withRoomAdvice } from './room.ts';

/** Judges what is stored and writes every report beside it: before tear-down, so that a late failure loses no verdict. */
export async function conclude(folder: string): Promise<RunResult> {
  const judged = await judgeFile(join(folder, historyFileName));
  const result: RunResult = { judged, folder: shownFolder(folder) };
  await writeReports(folder, result).catch((error: unknown) => {
    throw withRoomAdvice(
      error,
      `make room, then \`fsync-lab check ${result.folder}\` judges the whole history`,
    );
  });
  return result;
}

async function writeReports(folder: string, result: RunResult): Promise<void> {
  for (const report of reports) await writeFile(join(folder, reportFileName(report)), report.render(result));
}

/** Short where the folder lies below this one; a way up and down again is harder to read than the whole path. */
function shownFolder(folder: string): string {
  const way = relative(process.cwd(), folder) || '.';
  return way === '..' || way.startsWith(`..${sep}`) ? folder : way;
}
