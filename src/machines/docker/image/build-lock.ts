import { randomUUID } from 'node:crypto';
import { mkdir, readlink, rm, symlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../../../lib/folders.ts';
import { isAlive, ownIdentity } from '../../../lib/process-identity.ts';
import { waitUntil } from '../../../lib/wait-until.ts';

// A slow mirror takes minutes for the packages of the base, and again for the jars.
const buildBudgetMs = 60 * 60_000;
const pollMs = 200;

export interface BuildLockOptions {
  readonly tag: string;
  /** For people: what the image is for. */
  readonly title: string;
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
}

/**
 * Held by the one run that builds an image, until disposed of; the others wait, and look for the image then. A builder
 * that was killed holds nothing. Only a saving: builds at once by different users end well, too.
 */
export async function buildLock(options: BuildLockOptions): Promise<AsyncDisposable> {
  const { tag, title, signal, onProgress } = options;
  const file = lockFile(tag);
  const owner = await ownMark();
  await mkdir(dirname(file), { recursive: true });
  let isTold = false;
  await waitUntil<void>({
    what: `the image of ${title}, which another fsync-lab builds`,
    budgetMs: buildBudgetMs,
    pollMs,
    signal,
    look: async () => {
      if (await take(file, owner)) return { done: undefined };
      if (!isTold) onProgress(`another fsync-lab builds the image of ${title}: waiting for it`);
      isTold = true;
      return { seen: 'it is still building' };
    },
  });
  return {
    async [Symbol.asyncDispose]() {
      if ((await ownerOf(file)) === owner) await rm(file, { force: true });
    },
  };
}

/** By host, as a shared home has one cache for several daemons. */
function lockFile(tag: string): string {
  return join(cacheFolder(), 'image-locks', `${hostname()}+${tag.replaceAll('/', '+')}`);
}

async function ownMark(): Promise<string> {
  const { pid, startTime } = await ownIdentity();
  return `${pid}+${startTime ?? ''}+${randomUUID()}`;
}

/** A symbolic link is made with its content in one step: nobody sees a lock that does not tell its owner yet. */
async function take(file: string, owner: string): Promise<boolean> {
  const holder = await ownerOf(file);
  if (holder !== null && (await isHeld(holder))) return false;
  // Of two that find a dead owner at once one may remove the other's new lock: then both build, which ends well.
  if (holder !== null) await rm(file, { force: true });
  try {
    await symlink(owner, file);
    return true;
  } catch (error) {
    // Where there are no links (some filesystems, Windows) there is no lock.
    return (error as NodeJS.ErrnoException).code !== 'EEXIST';
  }
}

async function isHeld(holder: string): Promise<boolean> {
  const [pid, startTime] = holder.split('+');
  return isAlive({ pid: Number(pid), startTime: startTime || null });
}

async function ownerOf(file: string): Promise<string | null> {
  return readlink(file).catch(() => null);
}
