import type { PlannedDisk } from '../../plan.ts';
import { type Disk, openDisk } from '../disk.ts';
import type { Machine } from '../machine.ts';
import type { CanarySight } from './canaries.ts';

/** Makes the disks of a node, each of the planned kind. */
export async function openDisks(machine: Machine, plan: PlannedDisk, count = 1): Promise<Disk> {
  const first = await openDisk(machine, plan);
  const others: Disk[] = [];
  for (let number = 2; number <= count; number += 1) others.push(await openDisk(machine, plan, number));
  return others.length === 0 ? first : diskSet(first, others);
}

/** The disks of a node that has several: they lose power together, as its machine does, and fail one by one. */
export function diskSet(first: Disk, others: readonly Disk[]): Disk {
  const parts = [first, ...others];
  /** One after the other: two mounts at once may want the same free loop device. */
  const each = async (work: (disk: Disk) => Promise<void>) => {
    for (const disk of parts) await work(disk);
  };
  return {
    parts,
    directory: first.directory,
    filesystem: first.filesystem,
    get isCut() {
      return parts.some(({ isCut }) => isCut);
    },
    settle: () => each((disk) => disk.settle()),
    writeCanary: () => each((disk) => disk.writeCanary()),
    cutPower: (options) => each((disk) => disk.cutPower(options)),
    unmount: () => each((disk) => disk.unmount()),
    mount: () => each((disk) => disk.mount()),
    remount: () => each((disk) => disk.remount()),
    replace: () => each((disk) => disk.replace()),
    /** The worst of all of them: a cut that one disk did not feel was none. */
    async readCanaries() {
      const sights: CanarySight[] = [];
      for (const disk of parts) sights.push(await disk.readCanaries());
      const isAll = (kind: keyof CanarySight, fate: 'back' | 'gone') =>
        sights.every((sight) => sight[kind] === fate);
      return {
        fsynced: isAll('fsynced', 'back') ? 'back' : 'gone',
        unsynced: isAll('unsynced', 'gone') ? 'gone' : 'back',
      };
    },
    device: () => first.device(),
  };
}
