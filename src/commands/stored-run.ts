import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors.ts';

/** A stored run as the user names it: a path, a scenario (its latest run), or nothing (the latest of all). */
export async function storedRun(named: string | undefined, out: string): Promise<string> {
  if (named !== undefined && (await stat(named).catch(() => null))) return named;
  const runs = await latestFirst(out, named);
  const [latest] = runs;
  if (latest !== undefined) return latest;
  if (named !== undefined && /[/\\]/.test(named)) return named;
  const what = named === undefined ? 'no run' : `neither a file nor a run of ${named}`;
  throw new UserError(`there is ${what} in ${out}/`, {
    hint: "Name a run's folder, its history.jsonl, or a scenario that was run; --out DIR is where the runs are.",
  });
}

/** A folder is called `<time>-<run id>`, so names are in the order of time. A variant's runs lie in `<scenario>.<variant>`. */
async function latestFirst(out: string, scenario: string | undefined): Promise<readonly string[]> {
  const names = scenario === undefined ? await foldersIn(out) : [scenario.replace(/\.ya?ml$/, '')];
  const runs = await Promise.all(
    names.map(async (name) =>
      (await foldersIn(join(out, name))).map((run) => ({ run, path: join(out, name, run) })),
    ),
  );
  const isRun = ({ run }: { readonly run: string }) => /^\d{4}-\d\d-\d\dT[\d-]+-[0-9a-f]{8}$/.test(run);
  return runs
    .flat()
    .filter(isRun)
    .sort((a, b) => (a.run < b.run ? 1 : -1))
    .map(({ path }) => path);
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
