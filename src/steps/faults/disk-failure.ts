import { posix } from 'node:path';
import type { Node } from '../../cluster/cluster.ts';
import { allDone } from '../all-done.ts';
import { diskOf, remounting } from '../disks.ts';
import { type NodeArgs, nodeArgs } from '../node-args.ts';
import { defineNodeFault } from '../node-fault.ts';
import type { FaultProof, StepContext } from '../step.ts';
import { listText } from '../words.ts';

/** A disk that fails under a broker that lives: what the broker does about I/O errors is the question. */
export const diskFailure = defineNodeFault({
  name: 'disk-failure',
  summary: "Fail each node's disk under its process: every write gets an I/O error from now on",
  schema: nodeArgs,
  example: 'disk-failure: broker-2',
  takes: 'any',
  // A broker whose only log directory fails halts by itself, sooner or later.
  leaves: 'maybe',
  onDisks: true,
  control: (args) => ({ name: 'kill', args }),
  describe: ({ nodes }) => `disk failure of ${listText(nodes)}`,
  hurt: failAll,
  result: () => 'writes fail with an I/O error',
});

async function failAll(nodes: readonly Node[], _args: NodeArgs, { healings }: StepContext) {
  const disks = nodes.map((node) => diskOf(node, 'disk-failure'));
  for (const node of nodes) healings.add(remounting(node));
  await allDone(disks.map((disk) => disk.cutPower({ journal: 'lost' })));
  return allDone(nodes.map(proveFailure));
}

async function proveFailure({ name, machine, disk }: Node): Promise<FaultProof> {
  const probe = posix.join(disk?.directory ?? machine.folder, 'failure-probe');
  const { exitCode, stderr } = await machine.exec(['env', 'LC_ALL=C', 'touch', probe]);
  const happened = exitCode !== 0 && stderr.includes('Input/output error');
  const proof = { filesystem: disk?.filesystem, write: { exitCode, error: stderr.trim() } };
  return { node: name, happened, proof, ...(happened ? {} : { why: 'a write to its disk still succeeds' }) };
}
