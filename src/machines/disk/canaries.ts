import { posix } from 'node:path';
import { Inconclusive } from '../../errors.ts';
import { readAll } from '../../lib/read-all.ts';
import type { Machine } from '../machine.ts';
import { mustRun } from './commands.ts';

/** What a remount shows of the two canaries. */
export interface CanarySight {
  readonly fsynced: 'back' | 'gone';
  readonly unsynced: 'back' | 'gone';
}

/**
 * Two small files on a disk: one fsynced with its directory, the other not. The fsynced one is written while everything
 * is synced anyway: just before a cut its fsync would commit the whole journal, and nothing of that would be lost.
 */
export class Canaries {
  readonly #machine: Machine;
  readonly #directory: string;
  /**
   * New names each time: ext4 writes a file back at once when it was cut to nothing and written again
   * (`auto_da_alloc`), so a canary of an old name would survive unsynced.
   */
  #number = 0;

  constructor(machine: Machine, directory: string) {
    this.#machine = machine;
    this.#directory = directory;
  }

  async writeFsynced(): Promise<void> {
    const old = this.#path('fsynced');
    this.#number += 1;
    const path = this.#path('fsynced');
    await this.#machine.write(path, textOf(path));
    await mustRun(this.#machine, ['sync', path, this.#directory]);
    await this.#machine.remove(old);
  }

  async writeUnsynced(): Promise<void> {
    const path = this.#path('unsynced');
    await this.#machine.write(path, textOf(path));
    // That it is gone after the cut shows a cut only if it was there before.
    if ((await this.#lookAt('unsynced')) === 'back') return;
    throw new Inconclusive(`${this.#machine.name}: the canary on its disk cannot be read back`);
  }

  async read(): Promise<CanarySight> {
    return { fsynced: await this.#lookAt('fsynced'), unsynced: await this.#lookAt('unsynced') };
  }

  /** For the next cut; nothing runs on the disk yet, so nothing is synced by it that should be at risk. */
  async renew(): Promise<void> {
    await this.#machine.remove(this.#path('unsynced'));
    await this.writeFsynced();
  }

  #path(kind: keyof CanarySight): string {
    return posix.join(this.#directory, `canary-${this.#number}-${kind}`);
  }

  /** A file without its content is gone: the journal may have kept a name whose data never arrived. */
  async #lookAt(kind: keyof CanarySight): Promise<'back' | 'gone'> {
    const path = this.#path(kind);
    if ((await this.#machine.stat(path)) === null) return 'gone';
    return String(await readAll(this.#machine.read(path))) === textOf(path) ? 'back' : 'gone';
  }
}

function textOf(path: string): string {
  return `${posix.basename(path)}\n`;
}
