import type { Node } from '../../cluster/cluster.ts';
import { Inconclusive } from '../../errors.ts';
import { allDone } from '../all-done.ts';
import { requireDisks } from '../disks.ts';
import { nodeArgs } from '../node-args.ts';
import { changeState } from '../node-rules.ts';
import { proveAll } from '../prove-all.ts';
import { refuseAlive } from '../refuse-alive.ts';
import { selectNodes } from '../select-nodes.ts';
import { defineStep, type FaultProof } from '../step.ts';
import { listText, resultFor } from '../words.ts';

/** What an operator does about a dead disk: the broker comes back under its old id with nothing. */
export const replaceDisk = defineStep({
  name: 'replace-disk',
  kind: 'fault',
  summary: 'Give each stopped node an empty disk in the place of its own',
  schema: nodeArgs,
  needs: ['power-loss'],
  example: 'replace-disk: broker-3',
  rules(args, walk) {
    requireDisks(walk, args);
    changeState(walk, args, {
      from: ['stopped'],
      help: 'kill or stop it first, replace-disk needs a stopped node',
    });
  },
  control: () => null,
  describe: ({ nodes }) => `replace the disk of ${listText(nodes)}`,
  async run(args, context) {
    const nodes = await selectNodes(context, args);
    const proofs = await allDone(nodes.map(replaceOne));
    proveAll(context, 'replace-disk', proofs);
    return resultFor(args.nodes, nodes, proofs.map(({ text }) => text).join('; '));
  },
});

async function replaceOne(node: Node): Promise<FaultProof & { readonly text: string }> {
  const refused = refuseAlive(node);
  if (refused) return { ...refused, text: '' };
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
