import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** A file or folder that may be shown. */
export interface Place {
  /** The names that lead to it from the root. */
  readonly names: readonly string[];
  /** On this machine, without a link. */
  readonly path: string;
  readonly isFolder: boolean;
  readonly bytes: number;
}

/** The names in the path of a request, as they were before they were escaped; null when it is none of ours. */
export function namesOf(escaped: string): readonly string[] | null {
  try {
    const names = escaped.split('/').map(decodeURIComponent);
    if (names.at(-1) === '') names.pop();
    return names.every(isName) ? names : null;
  } catch {
    return null;
  }
}

function isName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\\\0]/.test(name);
}

/** What these names lead to, if that lies below the root, also behind every link; null else. */
export async function placeBelow(root: string, names: readonly string[]): Promise<Place | null> {
  if (!names.every(isName)) return null;
  try {
    const path = await realpath(join(root, ...names));
    if (path !== root && !path.startsWith(`${root}${sep}`)) return null;
    const found = await stat(path);
    // A pipe or a device would never end.
    if (!found.isFile() && !found.isDirectory()) return null;
    return { names, path, isFolder: found.isDirectory(), bytes: found.size };
  } catch {
    return null;
  }
}
