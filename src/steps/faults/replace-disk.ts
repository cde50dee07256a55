import type { Node } from '../../cluster/cluster.ts';
import { Inconclusive } from '../../errors.ts';
import { nodeArgs } from '../node-args.ts';
import { defineNodeFault, each } from '../node-fault.ts';
import type { FaultProof } from '../step.ts';
import { listText } from '../words.ts';

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

async function replaceOne(node: Node): Promise<FaultProof> {
  const before = node.disk?.isCut ? null : await entriesOf(node);
  await node.replaceDisk();
  const after = await entriesOf(node);
  const proof = { filesystem: node.disk?.filesystem, entries: [before, after] };
  const text = before === null ? 'the failed disk is replaced' : `${before} files and folders gone`;
  const happened = before !== 0 && after === 0;
  const why = before === 0 ? 'its disk was empty' : `${after} files and folders are still there`;
  return { node: node.name, happened, proof, text, ...(happened ? {} : { why }) };
}

async function entriesOf({ name, machine, disk }: Node): Promise<number> {
  if (disk === null) throw new Inconclusive(`replace-disk ${name}: it has no disk of its own`);
  // What mkfs itself makes is on an empty disk, too, and so is the canary.
  const entries = await machine.list(disk.directory);
  return entries.filter(({ path }) => path !== 'lost+found' && !path.startsWith('canary-')).length;
}
