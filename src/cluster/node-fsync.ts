import { Inconclusive } from '../errors.ts';
import {
  type FsyncSight,
  findEatmydata,
  hasEatmydata,
  lyingEnvironment,
  tryFsync,
} from '../machines/disk/lying-fsync.ts';
import type { Disk } from '../machines/disk.ts';
import type { Machine } from '../machines/machine.ts';
import type { FsyncMode } from './node.ts';

/** Whether the processes of a node fsync honestly, from their next start on; with the proof that they do or do not. */
export class NodeFsync {
  #mode: FsyncMode = 'honest';
  readonly #machine: Machine;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  get mode(): FsyncMode {
    return this.#mode;
  }

  /** Answers with what an fsync on the disk does, counted on the device. */
  async set(mode: FsyncMode, disk: Disk): Promise<FsyncSight> {
    this.#mode = mode;
    const library = mode === 'lies' ? await findEatmydata(this.#machine) : null;
    return tryFsync(this.#machine, disk, library);
  }

  /** What a process is started with. */
  async environment(): Promise<Readonly<Record<string, string>>> {
    if (this.#mode === 'honest') return {};
    const library = await findEatmydata(this.#machine);
    if (library !== null) return lyingEnvironment(library);
    throw new Inconclusive(`${this.#machine.name} has no libeatmydata, so its fsync cannot lie`);
  }

  /** The loader only warns about a library that it does not find. */
  async check(pid: number): Promise<void> {
    if (this.#mode === 'honest' || (await hasEatmydata(this.#machine, pid))) return;
    throw new Inconclusive(`${this.#machine.name} did not load libeatmydata, so its fsync does not lie`);
  }
}
