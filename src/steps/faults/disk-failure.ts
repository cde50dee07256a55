import { posix } from 'node:path';
import type { Disk, Node } from '../../cluster/cluster.ts';
import { allDone } from '../../lib/all-done.ts';
import { checkDir, type DiskArgs, diskArgs, diskText } from '../disk-args.ts';
import { partsOf, remounting, tryWrite } from '../disks.ts';
import { defineNodeFault } from '../node-fault.ts';
import { type FaultProof, type StepContext, shownBy } from '../step.ts';

/** A disk that fails under a broker that lives: what the broker does about I/O errors is the question. */
export const diskFailure = defineNodeFault({
  name: 'disk-failure',
  summary: "Fail each node's disk under its process: every write gets an I/O error from now on",
  schema: diskArgs,
  example: 'disk-failure: broker-2',
  lasts: true,
  takes: 'any',
  // A broker whose only log directory fails halts by itself, sooner or later; one that has others may live on.
  leaves: 'maybe',
  onDisks: true,
  rules: checkDir,
  control: ({ nodes, partition }) => ({ name: 'kill', args: partition ? { nodes, partition } : { nodes } }),
  describe: (args) => `failure of ${diskText(args)}`,
  hurt: failAll,
  result: () => 'writes fail with an I/O error',
});

async function failAll(nodes: readonly Node[], { dir }: DiskArgs, { healings }: StepContext) {
  const victims = nodes.map((node) => ({ node, disks: partsOf(node, 'disk-failure', dir) }));
  for (const { node } of victims) healings.add(remounting(node));
  await allDone(victims.flatMap(({ disks }) => disks.map((disk) => disk.cutPower({ journal: 'lost' }))));
  return allDone(victims.map(({ node, disks }) => proveFailure(node, disks)));
}

async function proveFailure(node: Node, disks: readonly Disk[]): Promise<FaultProof> {
  const writes: { exitCode: number; error: string }[] = [];
  for (const { directory } of disks)
    writes.push(await tryWrite(node, posix.join(directory, 'failure-probe')));
  const hasFailed = writes.every(
    ({ exitCode, error }) => exitCode !== 0 && error.includes('Input/output error'),
  );
  const proof = { filesystem: disks[0]?.filesystem, writes };
  return shownBy(node.name, { proof, why: hasFailed ? null : 'a write to its disk still succeeds' });
}
