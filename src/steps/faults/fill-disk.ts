import { posix } from 'node:path';
import type { Disk, Node } from '../../cluster/cluster.ts';
import { formatBytes } from '../../lib/size.ts';
import type { Machine } from '../../machines/machine.ts';
import { checkDir, type DiskArgs, diskArgs, diskText } from '../disk-args.ts';
import { partsOf, tryWrite } from '../disks.ts';
import type { Healing } from '../healings.ts';
import { defineNodeFault, each } from '../node-fault.ts';
import type { Shown, StepContext } from '../step.ts';

const fillerName = 'filler';
const blockBytes = 4096;

/** The commonest failure of all: a log that grew over its disk. What a broker does about it is the question. */
export const fillDisk = defineNodeFault({
  name: 'fill-disk',
  summary: "Fill each node's disk under its process, to the last block, until `heal` or the end frees it",
  schema: diskArgs,
  example: 'fill-disk: broker-2',
  lasts: true,
  takes: 'any',
  // A broker that cannot write takes its only log directory offline and halts, sooner or later.
  leaves: 'maybe',
  onDisks: true,
  rules: checkDir,
  control: () => null,
  describe: (args) => `fill ${diskText(args)}`,
  hurt: each(fillOne),
});

async function fillOne(node: Node, { dir }: DiskArgs, { healings }: StepContext): Promise<Shown> {
  const { machine } = node;
  const disks = partsOf(node, 'fill-disk', dir);
  healings.add(freeing(node, disks));
  const before = await freeBytes(machine, disks);
  for (const disk of disks) await fill(machine, disk);
  const after = await freeBytes(machine, disks);
  const writes = await Promise.all(disks.map((disk) => tryBlock(node, disk)));
  const isFull = writes.every(({ exitCode, error }) => exitCode !== 0 && /No space left/.test(error));
  const proof = { free: [before, after], writes };
  const text = `${formatBytes(before)} → ${formatBytes(after)} free, a write finds no space left`;
  const why = isFull ? null : `a write to its disk still succeeds, ${formatBytes(after)} are free`;
  return { proof, text, why };
}

/** Reserved at once, which writes nothing to the image; the rest block by block, as no file may get all that is free. */
async function fill(machine: Machine, disk: Disk): Promise<void> {
  const file = fillerOf(disk);
  await machine.exec(['fallocate', '-l', String(await freeBytes(machine, [disk])), file]);
  for (const bytes of [1024 * 1024, blockBytes]) {
    await machine.exec(['dd', 'if=/dev/zero', `of=${file}`, `bs=${bytes}`, 'oflag=append', 'conv=notrunc']);
  }
}

function fillerOf({ directory }: Disk): string {
  return posix.join(directory, fillerName);
}

/** Also what is reserved for root, which is who brokers run as here. */
async function freeBytes(machine: Machine, disks: readonly Disk[]): Promise<number> {
  let sum = 0;
  for (const { directory } of disks) {
    const { stdout } = await machine.exec(['stat', '-f', '-c', '%f %S', directory]);
    const [blocks = 0, bytes = 0] = stdout.trim().split(' ').map(Number);
    sum += blocks * bytes;
  }
  return sum;
}

async function tryBlock(node: Node, { directory }: Disk) {
  const probe = posix.join(directory, 'fill-probe');
  const amount = [`bs=${blockBytes}`, 'count=1'];
  const write = ['dd', 'if=/dev/zero', `of=${probe}`, ...amount, 'conv=fsync', 'status=none'];
  const written = await tryWrite(node, probe, write);
  await node.machine.remove(probe);
  return written;
}

function freeing(node: Node, disks: readonly Disk[]): Healing {
  const { name, machine } = node;
  let isFreed = false;
  return {
    text: `free the disk of ${name}`,
    nodes: [name],
    isDue: () => !isFreed,
    bringsBack: true,
    async work() {
      for (const disk of disks) await machine.remove(fillerOf(disk));
      isFreed = true;
      return `${name} has ${formatBytes(await freeBytes(machine, disks))} free`;
    },
  };
}
