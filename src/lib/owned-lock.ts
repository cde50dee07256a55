import { randomUUID } from 'node:crypto';
import { mkdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { isAlive, ownIdentity } from './process-identity.ts';

/** Who holds a lock. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
}

/** The lock, held until disposed of, or who has it. */
export type LockAttempt = { readonly lock: AsyncDisposable } | { readonly holder: LockHolder };

/**
 * Takes a lock that ends with its owner: one whose process is gone is taken over. Of another host's process nobody here
 * can tell, so that one holds it until the file is removed.
 */
export async function tryLock(file: string): Promise<LockAttempt> {
  const mark = await ownMark();
  await mkdir(dirname(file), { recursive: true });
  const before = await markIn(file);
  if (before !== null && (await isHeld(before))) return { holder: holderOf(before) };
  const other = (before !== null ? await removeDead(file, before) : null) ?? (await place(file, mark));
  return other === null ? { lock: lockOf(file, mark) } : { holder: holderOf(other) };
}

function lockOf(file: string, mark: string): AsyncDisposable {
  return {
    async [Symbol.asyncDispose]() {
      if ((await markIn(file)) === mark) await rm(file, { force: true });
    },
  };
}

async function ownMark(): Promise<string> {
  const { pid, startTime } = await ownIdentity();
  return [pid, startTime ?? '', randomUUID(), hostname()].join('+');
}

/** A symbolic link is made with its content in one step: nobody sees a lock that does not tell its owner yet. */
async function place(file: string, mark: string): Promise<string | null> {
  try {
    await symlink(mark, file);
    return null;
  } catch (error) {
    // Where there are no links (some filesystems, Windows) there is no lock.
    return (error as NodeJS.ErrnoException).code === 'EEXIST' ? await markIn(file) : null;
  }
}

/** By rename: of two that find a dead owner at once, the later one sees that it moved the other's new lock, and puts it back. */
async function removeDead(file: string, dead: string): Promise<string | null> {
  const aside = `${file}.${randomUUID()}`;
  const moved = await rename(file, aside).then(
    () => markIn(aside),
    () => null,
  );
  await rm(aside, { force: true });
  if (moved === null || moved === dead) return null;
  await place(file, moved);
  return moved;
}

async function isHeld(mark: string): Promise<boolean> {
  const [pid, startTime, , host] = mark.split('+');
  if (host !== hostname()) return true;
  return isAlive({ pid: Number(pid), startTime: startTime || null });
}

function holderOf(mark: string): LockHolder {
  const [pid, , , host = '?'] = mark.split('+');
  return { pid: Number(pid), host };
}

async function markIn(file: string): Promise<string | null> {
  return readlink(file).catch(() => null);
}
