import { posix } from 'node:path';
import { waitUntil } from '../../lib/wait-until.ts';
import type { Machine } from '../machine.ts';
import { mustRun } from './commands.ts';

const mountBudgetMs = 15_000;
const unmountBudgetMs = 15_000;
const pollMs = 50;
/** Linux's own number for loop devices. */
const loopMajor = '7';

/**
 * Mounts an image over a loop device that detaches itself at the unmount. Another run may take the free device first,
 * and a container has no node for it until one is made: both are tried again.
 */
export function mountImage(machine: Machine, image: string, directory: string): Promise<void> {
  return waitUntil<void>({
    what: `mount of the disk of ${machine.name}`,
    budgetMs: mountBudgetMs,
    pollMs,
    look: async () => {
      const { exitCode, stderr } = await machine.exec(['mount', '-o', 'loop', image, directory]);
      if (exitCode === 0) return { done: undefined };
      await makeLoopNode(machine);
      return { seen: stderr.trim() };
    },
  });
}

/**
 * Unmounts, and waits until the device has let go of the image. A killed process may hold its files for a moment longer:
 * busy is tried again. And a copy of the mount may live on in another mount namespace, as whatever starts a container
 * makes one: mounted again meanwhile, the image would show what the cut filesystem still has in memory.
 */
export async function unmount(machine: Machine, directory: string): Promise<void> {
  const source = await mountSource(machine, directory);
  if (source === null) return;
  const image = await backingFile(machine, source);
  await waitUntil<void>({
    what: `unmount of the disk of ${machine.name}`,
    budgetMs: unmountBudgetMs,
    pollMs,
    look: async () => {
      const { exitCode, stderr } = await machine.exec(['umount', directory]);
      return exitCode === 0 ? { done: undefined } : { seen: stderr.trim() };
    },
  });
  await waitUntil<void>({
    what: `the unmounted disk of ${machine.name} to be let go by everybody`,
    budgetMs: unmountBudgetMs,
    pollMs,
    look: async () =>
      image === null || (await backingFile(machine, source)) !== image
        ? { done: undefined }
        : { seen: `${source} still holds it: it is mounted in another mount namespace` },
  });
}

/** The image behind a loop device; null when the device is free. */
async function backingFile(machine: Machine, device: string): Promise<string | null> {
  const file = `/sys/block/${posix.basename(device)}/loop/backing_file`;
  const { exitCode, stdout } = await machine.exec(['cat', file]);
  return exitCode === 0 ? stdout : null;
}

/** The device that is mounted there, `/dev/loop3`; null when none is. */
export async function mountSource(machine: Machine, directory: string): Promise<string | null> {
  const text = await mustRun(machine, ['cat', '/proc/self/mountinfo']);
  return parseMounts(text).findLast((mount) => mount.directory === directory)?.source ?? null;
}

export interface Mount {
  readonly directory: string;
  readonly source: string;
}

/** The lines of /proc/self/mountinfo, in mount order: optional fields end at a dash, spaces in paths are octal. */
export function parseMounts(text: string): readonly Mount[] {
  return text.split('\n').flatMap((line) => {
    const [mount = '', filesystem = ''] = line.split(' - ');
    const directory = mount.split(' ')[4];
    const source = filesystem.split(' ')[1];
    if (directory === undefined || source === undefined) return [];
    return [{ directory: withoutOctal(directory), source: withoutOctal(source) }];
  });
}

function withoutOctal(text: string): string {
  return text.replace(/\\(\d{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

/** `losetup -f` names the next free device also where its node is missing: `/dev/loop8 (lost)`. */
async function makeLoopNode(machine: Machine): Promise<void> {
  const { stdout } = await machine.exec(['losetup', '-f']);
  const match = /^(\/dev\/loop(\d+))\b/.exec(stdout);
  const [, node, number] = match ?? [];
  if (node === undefined || number === undefined || (await machine.stat(node)) !== null) return;
  // Made by another one meanwhile is as good.
  await machine.exec(['mknod', node, 'b', loopMajor, number]);
}
