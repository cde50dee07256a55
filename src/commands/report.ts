import { UserError } from '../errors.ts';
import { didYouMean } from '../lib/suggest.ts';
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
  const names = reports.map(({ name }) => name);
  const report = reports.find(({ name, extension }) => name === format || extension === format);
  if (!report) {
    throw new UserError(`there is no report '${format}'${didYouMean(format, names)}`, {
      hint: `Use --format with one of ${names.join(', ')}.`,
    });
  }
  const text = report.render(await judgeStored(await storedRun(path, options.out ?? 'runs')));
  out(text.replace(/\n$/, ''));
  return 0;
}
