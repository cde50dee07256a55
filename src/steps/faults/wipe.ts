import type { Node } from '../../cluster/cluster.ts';
import { formatBytes } from '../../lib/size.ts';
import type { Machine } from '../../machines/machine.ts';
import { allDone } from '../all-done.ts';
import { refuseDisks } from '../disks.ts';
import { nodeArgs } from '../node-args.ts';
import { changeState } from '../node-rules.ts';
import { proveAll } from '../prove-all.ts';
import { refuseAlive } from '../refuse-alive.ts';
import { selectNodes } from '../select-nodes.ts';
import { defineStep, type FaultProof } from '../step.ts';
import { listText, resultFor } from '../words.ts';

/** A disk that was replaced by an empty one; the node's configuration is written anew when it starts. */
export const wipe = defineStep({
  name: 'wipe',
  kind: 'fault',
  summary: 'Remove all files of a stopped node, as if its disk had been replaced',
  schema: nodeArgs,
  example: 'wipe: broker-3',
  rules(args, walk) {
    refuseDisks(walk, args);
    changeState(walk, args, { from: ['stopped'], help: 'kill or stop it first, wipe needs a stopped node' });
  },
  control: () => null,
  describe: ({ nodes }) => `wipe ${listText(nodes)}`,
  async run(args, context) {
    const nodes = await selectNodes(context, args);
    const proofs = await allDone(nodes.map(wipeNode));
    proveAll(context, 'wipe', proofs);
    return resultFor(args.nodes, nodes, proofs.map(({ gone }) => gone).join('; '));
  },
});

async function wipeNode(node: Node): Promise<FaultProof & { readonly gone: string }> {
  const refused = refuseAlive(node);
  if (refused) return { ...refused, gone: '' };
  const { machine, name } = node;
  const before = await contentOf(machine);
  await Promise.all(before.topLevel.map((path) => machine.remove(`${machine.folder}/${path}`)));
  const after = await contentOf(machine);
  const proof = { entries: [before.entries, after.entries], bytes: [before.bytes, after.bytes] };
  const gone = `${before.entries} files and folders, ${formatBytes(before.bytes)} gone`;
  if (before.entries > 0 && after.entries === 0) return { node: name, happened: true, proof, gone };
  const why = before.entries === 0 ? 'it had no files' : `${after.entries} files are still there`;
  return { node: name, happened: false, proof, why, gone };
}

async function contentOf(machine: Machine) {
  const entries = await machine.list(machine.folder);
  const files = entries.filter(({ isFolder }) => !isFolder);
  const topLevel = entries.map(({ path }) => path).filter((path) => !path.includes('/'));
  return { topLevel, entries: entries.length, bytes: files.reduce((sum, file) => sum + file.bytes, 0) };
}
