import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** This package's folder: where data/, scenarios/, docker/ and package.json lie, in a checkout and when installed. */
export const packageFolder = folderWith('package.json', import.meta.dirname);

/** Looked for and not counted: a bundle has its files at another depth than the source. */
function folderWith(name: string, folder: string): string {
  return existsSync(join(folder, name)) ? folder : folderWith(name, dirname(folder));
}

/** The version of fsync-lab, as in package.json. */
export function packageVersion(): string {
  return JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version;
}
