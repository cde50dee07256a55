import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** The first executable of that name; null when the PATH has none. */
export async function findOnPath(program: string, path: string | undefined): Promise<string | null> {
  for (const folder of (path ?? '').split(delimiter).filter(Boolean)) {
    if (await isExecutable(join(folder, program))) return join(folder, program);
  }
  return null;
}

/** Whether this may be started. */
export async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Those of the programs that the PATH does not have. */
export async function missingFromPath(
  programs: readonly string[],
  path: string | undefined,
): Promise<readonly string[]> {
  const places = await Promise.all(programs.map((name) => findOnPath(name, path)));
  return programs.filter((_, index) => places[index] === null);
}
