import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { cacheFolder, stateFolder } from '../lib/folders.ts';

const words: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'its filesystem is read-only',
  ENOTDIR: 'it is no folder',
};

/** Before anything is brought or built: a run would learn only at its end that it can't keep what it found. */
export async function requireWritable(out: string): Promise<void> {
  await requireFolder(resolve(out), 'the runs go there; name another folder: --out DIR');
  await requireFolder(stateFolder(), 'runs are listed there; name another folder: XDG_STATE_HOME=DIR');
  await requireFolder(tmpdir(), "the nodes' files go there; name another folder: TMPDIR=DIR");
}

/** Where jars are kept, of which only runs that bring some have to write. */
export async function requireWritableCache(): Promise<void> {
  await requireFolder(cacheFolder(), 'jars are kept there; name another folder: XDG_CACHE_HOME=DIR');
}

async function requireFolder(folder: string, hint: string): Promise<void> {
  const problem = await whyNot(folder);
  if (problem !== null) throw new UserError(`cannot write to ${folder}: ${problem}`, { hint });
}

/** Of the nearest folder that exists: the rest would be made in it. */
async function whyNot(folder: string): Promise<string | null> {
  try {
    if (!(await stat(folder)).isDirectory()) return words.ENOTDIR ?? null;
    await access(folder, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && dirname(folder) !== folder) return whyNot(dirname(folder));
    return words[code] ?? String(error);
  }
}
