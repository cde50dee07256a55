import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { packageFolder } from '../lib/package-version.ts';

/** The folder of the scenarios that come with the package. */
export const libraryFolder = join(packageFolder, 'scenarios');

/** A scenario of the library: what `run key9-loss` finds. */
export interface LibraryScenario {
  readonly name: string;
  readonly file: string;
}

/** All scenarios of the library, by name. */
export function libraryScenarios(): readonly LibraryScenario[] {
  if (!existsSync(libraryFolder)) return [];
  return readdirSync(libraryFolder)
    .filter((entry) => /\.ya?ml$/.test(entry))
    .sort()
    .map((entry) => ({ name: scenarioName(entry), file: join(libraryFolder, entry) }));
}

/** A scenario is called as its file, less the extension. */
export function scenarioName(file: string): string {
  return basename(file).replace(/\.ya?ml$/, '');
}
