import { messageOf, UserError } from '../errors.ts';
import { findHistory } from '../history/reader.ts';
import { didYouMean } from '../lib/suggest.ts';
import { comparisonHtml } from '../reports/comparison/html.ts';
import { comparisonMarkdown } from '../reports/comparison/markdown.ts';
import { comparisonText } from '../reports/comparison/text.ts';
import { compare, comparisonJson, type NamedResult } from '../reports/comparison.ts';
import { ednOfFile } from '../reports/edn.ts';
import { reports } from '../reports/index.ts';
import { junitOfRuns } from '../reports/junit.ts';
import { closingLines } from '../reports/text.ts';
import { judgeStored, type Out } from './check.ts';
import { storedRun } from './stored-run.ts';

/**
 * Renders stored runs again: one in any format, several as one comparison. Answers with the exit code of the command
 * itself: what the runs proved is in the text.
 */
export async function runReport(
  paths: readonly string[],
  options: { readonly format?: string; readonly out?: string },
  out: Out,
): Promise<number> {
  const isOne = paths.length < 2;
  const format = formatNamed(options.format ?? (isOne ? 'markdown' : 'text'));
  if (!isOne && !comparisons.has(format)) {
    throw new UserError(`${format} is of one run, and ${paths.length} are named`, {
      hint: `Name one, or use --format with one of ${[...comparisons.keys()].join(', ')}.`,
    });
  }
  const folder = options.out ?? 'runs';
  const lines = isOne
    ? await oneRun(format, await storedRun(paths[0], folder))
    : await compared(format, { paths, folder });
  for (const line of lines) out(line);
  return 0;
}

const formats = [...reports, { name: 'text', extension: 'txt' }, { name: 'edn', extension: 'edn' }];

/** By its name, or by the extension of its file. */
function formatNamed(wanted: string): string {
  const format = formats.find(({ name, extension }) => name === wanted || extension === wanted);
  if (format) return format.name;
  const names = formats.map(({ name }) => name);
  throw new UserError(`there is no report '${wanted}'${didYouMean(wanted, names)}`, {
    hint: `Use --format with one of ${names.join(', ')}.`,
  });
}

async function oneRun(format: string, path: string): Promise<readonly string[]> {
  if (format === 'edn') return ednOfFile(await findHistory(path));
  const result = await judgeStored(path);
  const report = reports.find(({ name }) => name === format);
  return report ? [report.render(result).replace(/\n$/, '')] : closingLines(result).map(({ text }) => text);
}

const comparisons = new Map<string, (named: readonly NamedResult[]) => readonly string[]>([
  ['text', (named) => comparisonText(compare(named))],
  ['markdown', (named) => [comparisonMarkdown(compare(named))]],
  ['html', (named) => [comparisonHtml(compare(named)).trimEnd()]],
  ['json', (named) => [comparisonJson(named)]],
  [
    'junit',
    (named) => [
      junitOfRuns(
        named.map(({ result }) => result),
        [],
      ).trimEnd(),
    ],
  ],
]);

async function compared(
  format: string,
  { paths, folder }: { readonly paths: readonly string[]; readonly folder: string },
): Promise<readonly string[]> {
  const named = await allOf(paths, async (path): Promise<NamedResult> => {
    const place = await storedRun(path, folder);
    return { path: place, result: await judgeStored(place) };
  });
  return comparisons.get(format)?.(named) ?? [];
}

/** All that will not do is told at once, and nothing is compared without it. */
async function allOf<T>(paths: readonly string[], work: (path: string) => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  const wrong: UserError[] = [];
  for (const path of paths) {
    try {
      results.push(await work(path));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      wrong.push(error);
    }
  }
  const [first, ...others] = wrong;
  if (first && others.length === 0) throw first;
  if (first) throw new UserError(wrong.map(toldWithPlace).join('\n'), first.hint ? { hint: first.hint } : {});
  return results;
}

function toldWithPlace(error: UserError): string {
  return error.where === undefined ? messageOf(error) : `${error.where}  ${messageOf(error)}`;
}
