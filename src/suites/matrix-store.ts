import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { messageOf, UserError } from '../errors.ts';
import { makeFolder } from '../lib/make-folder.ts';
import { tryLock } from '../lib/owned-lock.ts';
import type { Plan } from '../plan.ts';
import type { MatrixRun } from '../reports/matrix.ts';

/** A run that ended, as its line in the file: whose it is, and what came of it. */
export interface StoredRun {
  readonly digest: string;
  readonly run: MatrixRun;
}

/** The runs of one matrix, kept as they end: what is there outlives a SIGKILL. */
export interface MatrixStore {
  readonly folder: string;
  readonly runs: readonly StoredRun[];
  add(stored: StoredRun): void;
}

const fileName = 'runs.jsonl';

/** What decides that a result is that of a cell: its labels and all of its plan but where the file lies. */
export function cellDigest(plan: Plan, labels: Readonly<Record<string, string>>): string {
  const { file: _file, warnings: _warnings, ...what } = plan;
  const text = JSON.stringify([Object.entries(labels), what]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** The folder of a matrix: a new one, or with `resume` the latest of that suite, as far as there is one. */
export function matrixFolder(
  out: string,
  { name, date, resume }: { readonly name: string; readonly date: string; readonly resume: boolean },
): string {
  const parent = join(out, `${name}.matrix`);
  const latest = resume ? foldersOf(parent).at(-1) : undefined;
  const folder = join(parent, latest ?? date.slice(0, 19).replaceAll(':', '-'));
  try {
    makeFolder(folder);
    // From now on it is the latest, also for somebody who goes on before a run has ended.
    appendFileSync(join(folder, fileName), '');
    return folder;
  } catch (error) {
    throw new UserError(`${folder} can't be made: ${messageOf(error)}`, {
      hint: 'name a folder that you may write to: --out DIR',
      cause: error,
    });
  }
}

/** A folder has one owner at a time: two would run the same cells, and each would write its own table over the other's. */
export async function lockMatrix(folder: string): Promise<AsyncDisposable> {
  const file = join(folder, 'in-use');
  const attempt = await tryLock(file);
  if ('lock' in attempt) return attempt.lock;
  const { pid, host } = attempt.holder;
  const isHere = host === hostname();
  throw new UserError(
    `${folder} is in use by another \`matrix\`: process ${pid}${isHere ? '' : ` of ${host}`}`,
    { hint: isHere ? 'Wait until it has ended, or stop it.' : `If that one is gone, remove ${file}.` },
  );
}

/** What is stored in the folder; of several processes only the one that has locked it may. */
export function openStore(folder: string): MatrixStore {
  const file = join(folder, fileName);
  const runs = [...storedIn(file)];
  let isFirst = true;
  return {
    folder,
    runs,
    add(stored) {
      // A line that a SIGKILL cut short must not swallow this one.
      appendFileSync(file, `${isFirst ? '\n' : ''}${JSON.stringify(stored)}\n`);
      isFirst = false;
      runs.push(stored);
    },
  };
}

/** What earlier runs of the suite took, in ms, by the digest of their plan; the newest counts. */
export function measuredMs(out: string, name: string): ReadonlyMap<string, number> {
  const parent = join(out, `${name}.matrix`);
  const runs = foldersOf(parent).flatMap((folder) => storedIn(join(parent, folder, fileName)));
  return new Map(runs.map(({ digest, run }) => [digest, run.tookMs]));
}

/** Folders are called by their time, so they are in its order. */
function foldersOf(parent: string): readonly string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .filter((name) => existsSync(join(parent, name, fileName)))
    .sort();
}

/** Whoever was killed while writing left half a line, which is none. */
function storedIn(file: string): readonly StoredRun[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.filter(Boolean).flatMap((line) => {
    try {
      return [JSON.parse(line) as StoredRun];
    } catch {
      return [];
    }
  });
}
