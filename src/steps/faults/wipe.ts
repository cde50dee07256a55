import type { Node } from '../../cluster/cluster.ts';
import { formatBytes } from '../../lib/size.ts';
import { listText } from '../../lib/words.ts';
import type { Machine } from '../../machines/machine.ts';
import { refuseDisks } from '../disks.ts';
import { defineNodeFault, each } from '../node-fault.ts';
import { nodeArgs } from '../nodes.ts';
import type { Shown } from '../step.ts';

/** A disk that was replaced by an empty one; the node's configuration is written anew when it starts. */
export const wipe = defineNodeFault({
  name: 'wipe',
  summary: 'Remove all files of a stopped node, as if its disk had been replaced',
  schema: nodeArgs,
  example: 'wipe: broker-3',
  takes: 'stopped',
  rules: (args, walk) => refuseDisks(walk, args),
  control: () => null,
  describe: ({ nodes }) => `wipe ${listText(nodes)}`,
  hurt: each(wipeNode),
});

async function wipeNode(node: Node): Promise<Shown> {
  const { machine } = node;
  const before = await contentOf(machine);
  await Promise.all(before.topLevel.map((path) => machine.remove(`${machine.folder}/${path}`)));
  const after = await contentOf(machine);
  const proof = { entries: [before.entries, after.entries], bytes: [before.bytes, after.bytes] };
  const text = `${before.entries} files and folders, ${formatBytes(before.bytes)} gone`;
  if (before.entries === 0) return { proof, text, why: 'it had no files' };
  return { proof, text, why: after.entries === 0 ? null : `${after.entries} files are still there` };
}

async function contentOf(machine: Machine) {
  const entries = await machine.list(machine.folder);
  const files = entries.filter(({ isFolder }) => !isFolder);
  const topLevel = entries.map(({ path }) => path).filter((path) => !path.includes('/'));
  return { topLevel, entries: entries.length, bytes: files.reduce((sum, file) => sum + file.bytes, 0) };
}
