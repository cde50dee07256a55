import { access, readdir, readFile } from 'node:fs/promises';
import { waitUntil } from '../../lib/wait-until.ts';
import { findEatmydata } from '../disk/lying-fsync.ts';
import { parseMounts } from '../disk/mount.ts';
import type { Power } from '../machine.ts';
import { execOnHost } from './exec.ts';
import { lackOfRootPower } from './root-power.ts';

const detachBudgetMs = 15_000;

/** Cutting a disk's power takes root, loop devices and a few programs; each lack is told with what would help. */
export async function powerLossPower(): Promise<Power> {
  const name = 'power-loss';
  const lack = await lackOfRootPower(name, {
    linux: 'loop-mounted disks need',
    root: 'mounting a disk per node needs',
    programs: ['mkfs.ext4', 'mkfs.xfs', 'xfs_io', 'losetup', 'mount', 'umount'],
    packages: 'e2fsprogs xfsprogs mount',
  });
  if (lack) return lack;
  const hasLoop = await access('/dev/loop-control').then(
    () => true,
    () => false,
  );
  if (hasLoop) return { name, there: true, why: 'root, loop devices, ext4 and xfs are here' };
  return {
    name,
    there: false,
    why: 'there is no /dev/loop-control',
    help: 'load the kernel module: modprobe loop',
  };
}

/** A disk whose fsync lies is the JVM's C library told to do nothing. */
export async function lyingFsyncPower(): Promise<Power> {
  const name = 'lying-fsync';
  const library = await findEatmydata({ exec: execOnHost });
  if (library !== null) return { name, there: true, why: `libeatmydata is at ${library}` };
  return { name, there: false, why: 'libeatmydata is missing', help: 'apt-get install libeatmydata1' };
}

/** A loop device with the image behind it, and where it is mounted. */
export interface AttachedImage {
  readonly device: string;
  readonly image: string;
  readonly directories: readonly string[];
}

/** Every image of this host that is attached, or whose disk is still mounted, below a folder. */
export async function attachedImages(folder: string): Promise<readonly AttachedImage[]> {
  const mounts = parseMounts(await readFile('/proc/self/mountinfo', 'utf8').catch(() => ''));
  const names = (await readdir('/sys/block').catch(() => [])).filter((name) => name.startsWith('loop'));
  const attached = await Promise.all(
    names.map(async (name) => {
      const file = await readFile(`/sys/block/${name}/loop/backing_file`, 'utf8').catch(() => '');
      const device = `/dev/${name}`;
      const directories = mounts.filter(({ source }) => source === device).map(({ directory }) => directory);
      return { device, image: file.trimEnd(), directories };
    }),
  );
  return attached.filter(({ image }) => image.startsWith(`${folder}/`));
}

/** Unmounts and detaches what lies below the folder; nobody may use it any more. */
export async function releaseImages(folder: string): Promise<void> {
  await waitUntil<void>({
    what: `unmount of the disks below ${folder}`,
    budgetMs: detachBudgetMs,
    pollMs: 50,
    look: async () => {
      const attached = await attachedImages(folder);
      if (attached.length === 0) return { done: undefined };
      const said = await Promise.all(attached.map(release));
      return { seen: said.filter((words) => words !== '').join('; ') || 'being detached' };
    },
  });
}

/** The device detaches itself at the unmount; one that was never mounted has to be told. */
async function release({ device, directories }: AttachedImage): Promise<string> {
  const commands =
    directories.length > 0
      ? directories.map((directory) => ['umount', directory])
      : [['losetup', '-d', device]];
  const results = await Promise.all(commands.map((command) => execOnHost(command)));
  return results.map(({ stderr }) => stderr.trim()).join(' ');
}
