import type { PlannedDisk } from '../../plan.ts';
import { type Disk, openDisk } from '../disk.ts';
import type { Machine } from '../machine.ts';
import type { CanarySight } from './canaries.ts';
import type { JournalFate } from './filesystems.ts';

/** Makes the disks of a node, each of the planned kind. */
export async function openDisks(machine: Machine, plan: PlannedDisk, count = 1): Promise<Disk> {
  const first = await openDisk(machine, plan);
  const others: Disk[] = [];
  for (let number = 2; number <= count; number += 1) others.push(await openDisk(machine, plan, number));
  return others.length === 0 ? first : new DiskSet(first, others);
}

/** The disks of a node that has several: they lose power together, as its machine does, and fail one by one. */
export class DiskSet implements Disk {
  readonly parts: readonly Disk[];
  readonly directory: string;
  readonly filesystem: PlannedDisk['filesystem'];
  readonly #first: Disk;

  constructor(first: Disk, others: readonly Disk[]) {
    this.#first = first;
    this.parts = [first, ...others];
    this.directory = first.directory;
    this.filesystem = first.filesystem;
  }

  get isCut(): boolean {
    return this.parts.some(({ isCut }) => isCut);
  }

  settle(): Promise<void> {
    return this.#each((disk) => disk.settle());
  }

  writeCanary(): Promise<void> {
    return this.#each((disk) => disk.writeCanary());
  }

  cutPower(options: { readonly journal: JournalFate }): Promise<void> {
    return this.#each((disk) => disk.cutPower(options));
  }

  unmount(): Promise<void> {
    return this.#each((disk) => disk.unmount());
  }

  mount(): Promise<void> {
    return this.#each((disk) => disk.mount());
  }

  remount(): Promise<void> {
    return this.#each((disk) => disk.remount());
  }

  replace(): Promise<void> {
    return this.#each((disk) => disk.replace());
  }

  /** The worst of all of them: a cut that one disk did not feel was none. */
  async readCanaries(): Promise<CanarySight> {
    const sights: CanarySight[] = [];
    for (const disk of this.parts) sights.push(await disk.readCanaries());
    const isAll = (kind: keyof CanarySight, fate: 'back' | 'gone') =>
      sights.every((sight) => sight[kind] === fate);
    return {
      fsynced: isAll('fsynced', 'back') ? 'back' : 'gone',
      unsynced: isAll('unsynced', 'gone') ? 'gone' : 'back',
    };
  }

  device(): Promise<string> {
    return this.#first.device();
  }

  /** One after the other: two mounts at once may want the same free loop device. */
  async #each(work: (disk: Disk) => Promise<void>): Promise<void> {
    for (const disk of this.parts) await work(disk);
  }
}
