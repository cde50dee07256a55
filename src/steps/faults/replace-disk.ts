import { posix } from 'node:path';
import type { Node } from '../../cluster/cluster.ts';
import { Inconclusive } from '../../errors.ts';
import { listText } from '../../lib/words.ts';
import { tryWrite } from '../disks.ts';
import { defineNodeFault, each } from '../node-fault.ts';
import { nodeArgs } from '../nodes.ts';
import type { Shown } from '../step.ts';

/** What an operator does about a dead disk: the broker comes back under its old id with nothing. */
export const replaceDisk = defineNodeFault({
  name: 'replace-disk',
  summary: 'Give each stopped node an empty disk in the place of its own',
  schema: nodeArgs,
  example: 'replace-disk: broker-3',
  takes: 'stopped',
  onDisks: true,
  control: () => null,
  describe: ({ nodes }) => `replace the disk of ${listText(nodes)}`,
  hurt: each(replaceOne),
});

async function replaceOne(node: Node): Promise<Shown> {
  const before = node.disk?.isCut ? null : await entriesOf(node);
  await node.replaceDisk();
  const after = await entriesOf(node);
  const probe = posix.join(node.disk?.directory ?? node.machine.folder, 'canary-replaced');
  // An old disk that failed shows no file either, and takes none.
  const written = await tryWrite(node, probe);
  if (written.exitCode === 0) await node.machine.remove(probe);
  const proof = { filesystem: node.disk?.filesystem, entries: [before, after], write: written };
  const text = before === null ? 'the failed disk is replaced' : `${before} files and folders gone`;
  return { proof, text, why: whyNot(before, after, written.exitCode) };
}

function whyNot(before: number | null, after: number, exitCode: number): string | null {
  if (before === 0) return 'its disk was empty';
  if (after > 0) return `${after} files and folders are still there`;
  return exitCode === 0 ? null : 'a write to its disk fails';
}

async function entriesOf({ name, machine, disk }: Node): Promise<number> {
  if (disk === null) throw new Inconclusive(`replace-disk ${name}: it has no disk of its own`);
  // What mkfs itself makes is on an empty disk, too, and so is the canary.
  const entries = (await Promise.all(disk.parts.map((part) => machine.list(part.directory)))).flat();
  return entries.filter(({ path }) => path !== 'lost+found' && !path.startsWith('canary-')).length;
}
