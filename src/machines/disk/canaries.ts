import { posix } from 'node:path';
import type { Machine } from '../machine.ts';
import { readAll } from '../read-all.ts';
import { mustRun } from './commands.ts';

/** What a remount shows of the two canaries. */
export interface CanarySight {
  readonly fsynced: 'back' | 'gone';
  readonly unsynced: 'back' | 'gone';
}

interface Canary {
  readonly path: string;
  readonly text: string;
}

/** The fsynced one first: its fsync also commits the journal, which must not touch the other one. */
export async function writeCanaries(machine: Machine, directory: string, cut: number): Promise<void> {
  const { fsynced, unsynced } = canariesOf(directory, cut);
  await machine.write(fsynced.path, fsynced.text);
  await mustRun(machine, ['sync', fsynced.path, directory]);
  await machine.write(unsynced.path, unsynced.text);
}

/** A file that is there without its content is gone: the journal may have kept a name whose data never arrived. */
export async function readCanaries(machine: Machine, directory: string, cut: number): Promise<CanarySight> {
  const { fsynced, unsynced } = canariesOf(directory, cut);
  const sight = { fsynced: await lookAt(machine, fsynced), unsynced: await lookAt(machine, unsynced) };
  await Promise.all([machine.remove(fsynced.path), machine.remove(unsynced.path)]);
  return sight;
}

/**
 * New names for each cut: ext4 writes a file back at once when it was cut to nothing and written again
 * (`auto_da_alloc`), so a canary of an old name would survive unsynced.
 */
function canariesOf(directory: string, cut: number): { readonly fsynced: Canary; readonly unsynced: Canary } {
  const canary = (kind: string): Canary => ({
    path: posix.join(directory, `canary-${cut}-${kind}`),
    text: `canary of cut ${cut}, ${kind}\n`,
  });
  return { fsynced: canary('fsynced'), unsynced: canary('unsynced') };
}

async function lookAt(machine: Machine, { path, text }: Canary): Promise<'back' | 'gone'> {
  if ((await machine.stat(path)) === null) return 'gone';
  return String(await readAll(machine.read(path))) === text ? 'back' : 'gone';
}
