import { UserError } from '../errors.ts';
import { findHistory } from '../history/reader.ts';
import { didYouMean } from '../lib/suggest.ts';
import { ednOfFile } from '../reports/edn.ts';
import { reports } from '../reports/index.ts';
import { judgeStored, type Out } from './check.ts';
import { storedRun } from './stored-run.ts';

/** Renders a stored run again: `report <run folder> --format json`. Answers with the exit code of the command itself. */
export async function runReport(
  path: string | undefined,
  options: { readonly format?: string; readonly out?: string },
  out: Out,
): Promise<number> {
  const { format = 'markdown' } = options;
  const run = await storedRun(path, options.out ?? 'runs');
  if (format === 'edn') {
    for (const line of await ednOfFile(await findHistory(run))) out(line);
    return 0;
  }
  const names = [...reports.map(({ name }) => name), 'edn'];
  const report = reports.find(({ name, extension }) => name === format || extension === format);
  if (!report) {
    throw new UserError(`there is no report '${format}'${didYouMean(format, names)}`, {
      hint: `Use --format with one of ${names.join(', ')}.`,
    });
  }
  const text = report.render(await judgeStored(run));
  out(text.replace(/\n$/, ''));
  return 0;
}
