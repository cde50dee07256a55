import { closeSync, openSync, readSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, UserError } from '../errors.ts';
import { printable } from '../lib/printable.ts';
import type { LogFolder } from './log-folder.ts';

const chunkBytes = 512 * 1024;

/** What a user may name, for whom a path was none of it. */
export const whatToName =
  'name a segment (00000000000000000000.log), a partition folder (topic1-0) or a data folder (log.dirs)';

/** A partition's folder on this host; with `only`, just these of its files. */
export function hostFolder(path: string, only?: readonly string[]): LogFolder {
  return {
    async list() {
      const names = only ?? (await namesIn(path));
      const files = await Promise.all(names.map((name) => fileIn(path, name)));
      return files.filter((file) => file !== null);
    },
    read: (name) => readFile(join(path, name)),
  };
}

/** Names of what lies in a folder, as a UserError when it cannot be listed. */
export async function namesIn(path: string): Promise<readonly string[]> {
  try {
    return (await readdir(path)).sort();
  } catch (error) {
    throw cannotRead(path, error);
  }
}

// A running broker deletes old segments at any time, so a name that was listed may be gone.
async function fileIn(path: string, name: string) {
  try {
    const found = await stat(join(path, name));
    return found.isFile() ? { name, bytes: found.size } : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw cannotRead(join(path, name), error);
  }
}

/** Read without waiting: a wait for each chunk of a file in the page cache takes longer than the read itself. */
async function* readFile(path: string): AsyncGenerator<Uint8Array> {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    // One for all chunks: new memory for each would cost as much as the read.
    const chunk = Buffer.allocUnsafeSlow(chunkBytes);
    for (;;) {
      const bytes = readSync(file, chunk, 0, chunkBytes, null);
      if (bytes === 0) return;
      yield chunk.subarray(0, bytes);
    }
  } catch (error) {
    throw cannotRead(path, error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Whether a file or folder is simply not there. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

/** What to tell when a path cannot be read, with what would help. */
export function cannotRead(path: string, error: unknown): UserError {
  const shown = printable(path);
  if (isMissing(error)) {
    return new UserError(`${shown}: no such file or folder`, { hint: whatToName, cause: error });
  }
  const denied = error instanceof Error && 'code' in error && error.code === 'EACCES';
  return new UserError(`${shown}: ${denied ? 'permission denied' : messageOf(error)}`, {
    ...(denied && { hint: 'run it as the user that owns the Kafka data, or with sudo' }),
    cause: error,
  });
}
