import { posix } from 'node:path';
import { Inconclusive } from '../../errors.ts';
import type { Machine } from '../../machines/machine.ts';

/** Relative to the node's folder: below the mount point of its disk, beside lost+found. */
function logDirName(number: number): string {
  return number === 1 ? 'disk/data' : `disk-${number}/data`;
}

/** A broker's `log.dirs`. */
export function logDirs({ folder }: Machine, count: number): string {
  return Array.from({ length: count }, (_, at) => posix.join(folder, logDirName(at + 1))).join(',');
}

/** The log directories that a node has. One more of them is there as soon as its disk is, or the broker has made it. */
export async function logDirsOf(machine: Machine): Promise<readonly string[]> {
  const first = posix.join(machine.folder, logDirName(1));
  const found = [first];
  for (let number = 2; ; number += 1) {
    const dir = posix.join(machine.folder, logDirName(number));
    if ((await machine.stat(posix.dirname(dir))) === null) return found;
    found.push(dir);
  }
}

/** Where a broker keeps the partition, in the one of its log directories that has it; in the first one when none has. */
export async function partitionFolder(machine: Machine, partition: string): Promise<string> {
  const dirs = await logDirsOf(machine);
  const [first = ''] = dirs;
  if (dirs.length === 1) return posix.join(first, partition);
  const holding: string[] = [];
  for (const dir of dirs) {
    const folder = posix.join(dir, partition);
    if ((await machine.stat(folder)) !== null) holding.push(folder);
  }
  if (holding.length < 2) return holding[0] ?? posix.join(first, partition);
  throw new Inconclusive(`${machine.name} has ${partition} in ${holding.length} log directories`);
}
