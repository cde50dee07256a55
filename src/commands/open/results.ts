import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { messageOf } from '../../errors.ts';
import { historyFileName } from '../../history/reader.ts';
import type { StoredResult } from '../../reports/browse.ts';

// `runs/<scenario>/<run>`, and one above for whoever keeps several such folders.
const depthMax = 3;

/** Every run and assessment below a folder, the newest first. Links are not followed: `latest` would be told twice. */
export async function storedResults(root: string): Promise<readonly StoredResult[]> {
  const results = await below(root, []);
  const key = ({ startedAt, path }: StoredResult) => `${startedAt ?? ''} ${path.join('/')}`;
  return [...results].sort((a, b) => (key(a) < key(b) ? 1 : -1));
}

async function below(root: string, path: readonly string[]): Promise<readonly StoredResult[]> {
  const entries = await readdir(join(root, ...path), { withFileTypes: true }).catch(() => []);
  const files = new Set(entries.filter((entry) => entry.isFile()).map(({ name }) => name));
  if (files.has('assess.json')) return [await assessment(root, path, files)];
  if (files.has(historyFileName) || files.has('verdict.json')) return [await runIn(root, path, files)];
  if (path.length >= depthMax) return [];
  const folders = entries.filter((entry) => entry.isDirectory());
  return (await Promise.all(folders.map(({ name }) => below(root, [...path, name])))).flat();
}

// Loose: a verdict of any version tells something.
const shownVerdict = z.object({
  scenario: z.string().nullish(),
  variant: z.string().nullish(),
  startedAt: z.string().nullish(),
  data: z.enum(['lost', 'kept', 'unknown']).default('unknown'),
  summary: z.string().optional(),
  verdict: z.string().default('inconclusive'),
});

async function runIn(
  root: string,
  path: readonly string[],
  files: ReadonlySet<string>,
): Promise<StoredResult> {
  const shared = {
    path,
    page: pageOf(files, ['report.html', 'report.md']),
    isRun: files.has(historyFileName),
  };
  const folderName = path.at(-2) ?? path.at(-1) ?? 'run';
  const unknown = { ...shared, name: folderName, startedAt: timeOf(path), fate: 'unknown' } as const;
  if (!files.has('verdict.json'))
    return { ...unknown, summary: 'no verdict yet: the run goes on, or it was ended from outside' };
  const verdict = await jsonOf(join(root, ...path, 'verdict.json'), shownVerdict);
  if (typeof verdict === 'string') return { ...unknown, summary: `verdict.json can't be read: ${verdict}` };
  const { scenario, variant, startedAt, data, summary } = verdict;
  return {
    ...shared,
    name: [scenario ?? folderName, ...(variant ? [variant] : [])].join(' '),
    startedAt: startedAt ?? timeOf(path),
    fate: data,
    summary: summary ?? verdict.verdict,
  };
}

const shownAssessment = z.object({
  date: z.string(),
  files: z.array(z.string()),
  rows: z.array(z.object({ verdict: z.string() })),
});

async function assessment(
  root: string,
  path: readonly string[],
  files: ReadonlySet<string>,
): Promise<StoredResult> {
  const shared = { path, page: pageOf(files, ['assess.html', 'assess.md']), isRun: false };
  const read = await jsonOf(join(root, ...path, 'assess.json'), shownAssessment);
  if (typeof read === 'string') {
    const summary = `assess.json can't be read: ${read}`;
    return { ...shared, name: 'assess', startedAt: timeOf(path), fate: 'unknown', summary };
  }
  const count = (verdict: string) => read.rows.filter((row) => row.verdict === verdict).length;
  const unsafe = count('unsafe');
  const isSafe = count('safe') === read.rows.length;
  return {
    ...shared,
    name: `assess ${read.files.join(', ')}`,
    startedAt: read.date,
    fate: unsafe > 0 ? 'lost' : isSafe ? 'kept' : 'unknown',
    summary: `UNSAFE against ${unsafe}, safe against ${count('safe')} of ${read.rows.length} threats`,
  };
}

function pageOf(files: ReadonlySet<string>, names: readonly string[]): string | null {
  return names.find((name) => files.has(name)) ?? null;
}

/** What the file holds, or why that is not known. */
async function jsonOf<T>(file: string, schema: z.ZodType<T>): Promise<T | string> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    return error instanceof z.ZodError ? 'it is none of ours' : messageOf(error);
  }
}

/** Of a folder's name, `2026-11-27T18-47-52-baab4f28`. */
function timeOf(path: readonly string[]): string | null {
  const found = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)/.exec(path.at(-1) ?? '');
  return found ? `${found[1]}T${found[2]}:${found[3]}:${found[4]}Z` : null;
}
