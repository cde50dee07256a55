import { hostname } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from '../../../lib/folders.ts';
import { tryLock } from '../../../lib/owned-lock.ts';
import { waitUntil } from '../../../lib/wait-until.ts';
import type { EngineContext } from '../client.ts';

// A slow mirror takes minutes for the packages of the base, and again for the jars.
const buildBudgetMs = 60 * 60_000;
const pollMs = 200;

export interface BuildLockOptions extends Omit<EngineContext, 'engine'> {
  readonly tag: string;
  /** For people: what the image is for. */
  readonly title: string;
}

/**
 * Held by the one run that builds an image, until disposed of; the others wait, and look for the image then. A builder
 * that was killed holds nothing. Only a saving: builds at once by different users end well, too.
 */
export async function buildLock(options: BuildLockOptions): Promise<AsyncDisposable> {
  const { tag, title, signal, onProgress } = options;
  let isTold = false;
  return waitUntil<AsyncDisposable>({
    what: `the image of ${title}, which another fsync-lab builds`,
    budgetMs: buildBudgetMs,
    pollMs,
    signal,
    look: async () => {
      const attempt = await tryLock(lockFile(tag));
      if ('lock' in attempt) return { done: attempt.lock };
      if (!isTold) onProgress(`another fsync-lab builds the image of ${title}: waiting for it`);
      isTold = true;
      return { seen: 'it is still building' };
    },
  });
}

/** By host, as a shared home has one cache for several daemons. */
function lockFile(tag: string): string {
  return join(cacheFolder(), 'image-locks', `${hostname()}+${tag.replaceAll('/', '+')}`);
}
