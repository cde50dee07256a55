import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** This package's folder: where scenarios/, docker/ and package.json lie, in a checkout and when installed. */
export const packageFolder = join(import.meta.dirname, '../..');

/** The version of fsync-lab, as in package.json. */
export function packageVersion(): string {
  return JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version;
}
