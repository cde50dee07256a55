import { open, readdir, stat } from 'node:fs/promises';
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

/** Not a read stream: its event a chunk takes longer than the read. */
async function* readFile(path: string): AsyncGenerator<Uint8Array> {
  try {
    const file = await open(path);
    try {
      for (;;) {
        const chunk = Buffer.allocUnsafeSlow(chunkBytes);
        const { bytesRead } = await file.read(chunk, 0, chunkBytes, null);
        if (bytesRead === 0) return;
        yield chunk.subarray(0, bytesRead);
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw cannotRead(path, error);
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
