import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, UserError } from '../errors.ts';
import { printable } from '../lib/printable.ts';
import type { LogFolder } from '../segments/log-folder.ts';

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
    const { size, isFile } = await statOf(join(path, name));
    return isFile ? { name, bytes: size } : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw cannotRead(join(path, name), error);
  }
}

async function statOf(path: string) {
  const found = await stat(path);
  return { size: found.size, isFile: found.isFile() };
}

async function* readFile(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: 256 * 1024 });
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
    return new UserError(`${shown}: no such file or folder`, {
      hint: 'name a segment (00000000000000000000.log), a partition folder (topic1-0) or a data folder (log.dirs)',
      cause: error,
    });
  }
  const denied = error instanceof Error && 'code' in error && error.code === 'EACCES';
  return new UserError(`${shown}: ${denied ? 'permission denied' : messageOf(error)}`, {
    ...(denied && { hint: 'run it as the user that owns the Kafka data, or with sudo' }),
    cause: error,
  });
}
