import { posix } from 'node:path';
import type { Node } from '../../cluster/cluster.ts';
import { allDone } from '../all-done.ts';
import { diskOf, requireDisks } from '../disks.ts';
import { nodeArgs } from '../node-args.ts';
import { changeState } from '../node-rules.ts';
import { proveAll } from '../prove-all.ts';
import { selectNodes } from '../select-nodes.ts';
import { defineStep, type FaultProof } from '../step.ts';
import { listText, resultFor } from '../words.ts';

/** A disk that fails under a broker that lives: what the broker does about I/O errors is the question. */
export const diskFailure = defineStep({
  name: 'disk-failure',
  kind: 'fault',
  summary: "Fail each node's disk under its process: every write gets an I/O error from now on",
  schema: nodeArgs,
  needs: ['power-loss'],
  example: 'disk-failure: broker-2',
  rules(args, walk) {
    requireDisks(walk, args);
    // A broker whose only log directory fails halts by itself, sooner or later.
    changeState(walk, args, {
      from: ['running', 'paused', 'stopped'],
      to: 'maybe',
      help: 'disk-failure takes any node',
    });
  },
  control: (args) => ({ name: 'kill', args }),
  describe: ({ nodes }) => `disk failure of ${listText(nodes)}`,
  async run(args, context) {
    const nodes = await selectNodes(context, args);
    const disks = nodes.map((node) => diskOf(node, 'disk-failure'));
    await allDone(disks.map((disk) => disk.cutPower({ journal: 'lost' })));
    proveAll(context, 'disk-failure', await allDone(nodes.map(proveFailure)));
    return resultFor(args.nodes, nodes, 'writes fail with an I/O error');
  },
});

async function proveFailure({ name, machine, disk }: Node): Promise<FaultProof> {
  const probe = posix.join(disk?.directory ?? machine.folder, 'failure-probe');
  const { exitCode, stderr } = await machine.exec(['env', 'LC_ALL=C', 'touch', probe]);
  const happened = exitCode !== 0 && stderr.includes('Input/output error');
  const proof = { filesystem: disk?.filesystem, write: { exitCode, error: stderr.trim() } };
  return { node: name, happened, proof, ...(happened ? {} : { why: 'a write to its disk still succeeds' }) };
}
