import { posix } from 'node:path';
import type { PlannedDisk } from '../plan.ts';
import { Canaries, type CanarySight } from './disk/canaries.ts';
import { mustRun } from './disk/commands.ts';
import { type JournalFate, mkfsCommand, shutdownCommand } from './disk/filesystems.ts';
import { mountImage, mountSource, unmount } from './disk/mount.ts';
import type { Machine } from './machine.ts';

/** A node's own filesystem, in a loop-mounted image: the one thing whose power can be cut without the host's. */
export interface Disk {
  /** Where it is mounted, as the node's processes see it. */
  readonly directory: string;
  readonly filesystem: PlannedDisk['filesystem'];
  /** True from a cut until the next mount: nothing can be written, and reads of what is not cached fail. */
  readonly isCut: boolean;
  /** Writes everything back, so that only what follows is at risk. */
  settle(): Promise<void>;
  /** A small file that is not synced; its fsynced twin was written at the last settle. They prove whether a cut was one. */
  writeCanary(): Promise<void>;
  /** From here on nothing reaches the image any more; processes that still run get I/O errors. */
  cutPower(options: { readonly journal: JournalFate }): Promise<void>;
  unmount(): Promise<void>;
  /** Does nothing when it is mounted already; recovers the journal as after any crash. */
  mount(): Promise<void>;
  /** Unmount and mount: the only way to see what is really in the image. */
  remount(): Promise<void>;
  /** What is left of the two canaries; also makes ready for the next cut, so ask before anything runs on it. */
  readCanaries(): Promise<CanarySight>;
  /** An empty filesystem in a new image. */
  replace(): Promise<void>;
  /** `loop3`; asked anew, as every mount may get another device. */
  device(): Promise<string>;
  /** Itself, or the disks that a node with several has: each can fail alone. */
  readonly parts: readonly Disk[];
}

/** Where a node's disks are mounted, relative to its folder: the system keeps its data in there. */
function diskFolderName(number: number): string {
  return number === 1 ? 'disk' : `disk-${number}`;
}

/** Makes a node's disk and mounts it. The image lies beside the node's folder, so that no step can reach it as a file. */
export async function openDisk(machine: Machine, plan: PlannedDisk, number = 1): Promise<Disk> {
  const disk = new LoopDisk(machine, plan, number);
  await disk.create();
  return disk;
}

class LoopDisk implements Disk {
  readonly directory: string;
  readonly filesystem: PlannedDisk['filesystem'];
  readonly parts: readonly Disk[] = [this];
  isCut = false;
  readonly #machine: Machine;
  readonly #image: string;
  readonly #bytes: number;
  readonly #canaries: Canaries;

  constructor(machine: Machine, { filesystem, bytes }: PlannedDisk, number: number) {
    this.#machine = machine;
    this.directory = posix.join(machine.folder, diskFolderName(number));
    this.filesystem = filesystem;
    this.#image = number === 1 ? `${machine.folder}.img` : `${machine.folder}-${number}.img`;
    this.#bytes = bytes;
    this.#canaries = new Canaries(machine, this.directory);
  }

  async create(): Promise<void> {
    const { filesystem, directory } = this;
    // `truncate` makes a sparse file: the image takes as much of the host's disk as is written to it.
    await mustRun(this.#machine, ['truncate', '-s', String(this.#bytes), this.#image]);
    await mustRun(this.#machine, mkfsCommand(filesystem, this.#image));
    await mustRun(this.#machine, ['mkdir', '-p', directory]);
    await this.mount();
    await this.settle();
  }

  async settle(): Promise<void> {
    await this.#canaries.writeFsynced();
    await mustRun(this.#machine, ['sync', '-f', this.directory]);
  }

  writeCanary(): Promise<void> {
    return this.#canaries.writeUnsynced();
  }

  async cutPower({ journal }: { readonly journal: JournalFate }): Promise<void> {
    this.isCut = true;
    await mustRun(this.#machine, shutdownCommand(this.directory, journal));
  }

  unmount(): Promise<void> {
    return unmount(this.#machine, this.directory);
  }

  async mount(): Promise<void> {
    if ((await mountSource(this.#machine, this.directory)) !== null) return;
    await mountImage(this.#machine, this.#image, this.directory);
    this.isCut = false;
  }

  async remount(): Promise<void> {
    await this.unmount();
    await this.mount();
  }

  async readCanaries(): Promise<CanarySight> {
    const sight = await this.#canaries.read();
    await this.#canaries.renew();
    return sight;
  }

  async replace(): Promise<void> {
    await this.unmount();
    await this.#machine.remove(this.#image);
    await this.create();
  }

  async device(): Promise<string> {
    return posix.basename((await mountSource(this.#machine, this.directory)) ?? '');
  }
}

export type { CanarySight } from './disk/canaries.ts';
