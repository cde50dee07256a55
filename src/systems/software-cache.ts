import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { messageOf, UserError } from '../errors.ts';
import { isAlive, ownIdentity } from '../lib/process-identity.ts';

const staleAfterMs = 24 * 3_600_000;

/** A new folder beside its final place, named after its owner, so that leftovers of dead owners can be told. */
export async function makeTempFolder(parent: string): Promise<string> {
  const { pid, startTime } = await ownIdentity();
  try {
    await mkdir(parent, { recursive: true });
    return await mkdtemp(join(parent, `.tmp-${hostname()}+${pid}+${startTime ?? ''}+`));
  } catch (error) {
    if (!isForbidden(error)) throw error;
    const message = `cannot write to ${parent}: ${messageOf(error)}`;
    throw new UserError(message, {
      hint: 'jars are kept there; name another folder: XDG_CACHE_HOME=DIR',
      cause: error,
    });
  }
}

/** A home that is not there, or is not the user's own. */
function isForbidden(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT'].includes(code);
}

/** Removes what a killed process left. Another host may share the cache: its folders go only after a day. */
export async function removeStaleTempFolders(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((candidate) => candidate.startsWith('.tmp-'))) {
    if (await isStale(join(parent, name), name))
      await rm(join(parent, name), { recursive: true, force: true });
  }
}

async function isStale(path: string, name: string): Promise<boolean> {
  const [host, pid, startTime] = name.slice('.tmp-'.length).split('+');
  if (host === hostname()) return !(await isAlive({ pid: Number(pid), startTime: startTime || null }));
  const found = await stat(path).catch(() => null);
  return found !== null && Date.now() - found.mtimeMs > staleAfterMs;
}

/**
 * Gives a finished folder its final name in one step. Of two who do so at once the second keeps the first one's
 * folder, provided it is whole; a damaged one is moved out of the way.
 */
export async function publish(options: {
  readonly from: string;
  readonly to: string;
  readonly isWhole: (folder: string) => Promise<boolean>;
}): Promise<void> {
  const { from, to, isWhole } = options;
  if (await tryRename(from, to)) return;
  if (await isWhole(to)) return;
  const aside = await makeTempFolder(join(to, '..'));
  await tryRename(to, join(aside, 'damaged'));
  await rm(aside, { recursive: true, force: true });
  await tryRename(from, to);
}

/** False when the target is taken by a folder (or the source was just taken by another process). */
async function tryRename(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOENT') return false;
    throw error;
  }
}
