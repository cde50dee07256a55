import type { Disk } from '../disk.ts';
import type { Machine } from '../machine.ts';
import { mustRun } from './commands.ts';

const libraryName = 'libeatmydata.so';
const triesMax = 10;

/** Where the library is whose fsync does nothing, as the machine's loader knows it; null when it has none. */
export async function findEatmydata({ exec }: Pick<Machine, 'exec'>): Promise<string | null> {
  // Debian keeps ldconfig off the path of ordinary users; some images have none.
  const { stdout } = await exec(['/sbin/ldconfig', '-p']).catch(() => ({ stdout: '' }));
  const line = stdout.split('\n').find((each) => each.trim().startsWith(libraryName));
  return line?.split(' => ')[1]?.trim() ?? null;
}

/** The environment that makes a program of the machine lie to itself about fsync. */
export function lyingEnvironment(library: string): Readonly<Record<string, string>> {
  return { LD_PRELOAD: library };
}

/** Flushes that reached the disk's device while one file was written and fsynced. */
export interface FsyncSight {
  readonly honest: number;
  readonly lying: number | null;
}

/**
 * Counts on the device what an fsync does, with and without the library. A broker that runs syncs its own files now and
 * then, so the lie is looked for several times: once without any flush is proof.
 */
export async function tryFsync(machine: Machine, disk: Disk, library: string | null): Promise<FsyncSight> {
  const honest = await flushesOf(machine, disk, null);
  if (library === null) return { honest, lying: null };
  let lying = await flushesOf(machine, disk, library);
  for (let tries = 1; lying > 0 && tries < triesMax; tries += 1) {
    lying = Math.min(lying, await flushesOf(machine, disk, library));
  }
  return { honest, lying };
}

async function flushesOf(machine: Machine, disk: Disk, library: string | null): Promise<number> {
  const file = `${disk.directory}/fsync-probe`;
  const device = await disk.device();
  const before = await countedFlushes(machine, device);
  const preload = library === null ? [] : ['env', `LD_PRELOAD=${library}`];
  await mustRun(machine, [...preload, 'dd', 'if=/dev/zero', `of=${file}`, 'bs=16', 'count=1', 'conv=fsync']);
  const flushes = (await countedFlushes(machine, device)) - before;
  await machine.remove(file);
  return flushes;
}

/** The 16th number of the block device's statistics: flush requests, by the kernel's own count. */
async function countedFlushes(machine: Machine, device: string): Promise<number> {
  const text = await mustRun(machine, ['cat', `/sys/block/${device}/stat`]);
  return Number(text.trim().split(/\s+/)[15] ?? 0);
}

/** Whether a process of the machine has the library loaded. */
export async function hasEatmydata(machine: Machine, pid: number): Promise<boolean> {
  const { exitCode } = await machine.exec(['grep', '-q', libraryName, `/proc/${pid}/maps`]);
  return exitCode === 0;
}
