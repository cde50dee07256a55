import { z } from 'zod';
import type { FsyncMode, FsyncSight, Node } from '../../cluster/cluster.ts';
import { expected, oneOrMany } from '../../lib/schemas.ts';
import { listText } from '../../lib/words.ts';
import { diskOf } from '../disks.ts';
import { defineNodeFault, each } from '../node-fault.ts';
import { nodesIn } from '../nodes.ts';
import type { Shown } from '../step.ts';

const schema = z
  .strictObject({
    node: oneOrMany,
    mode: z
      .enum(['lies', 'honest'], { error: expected('lies or honest') })
      .describe('lies: fsync returns without doing anything; honest: it does what it says'),
  })
  .transform(nodesIn);

/** Drives, virtual disks and mount options have lied about fsync: then every setting that counts on it is worth nothing. */
export const fsync = defineNodeFault({
  name: 'fsync',
  summary: "Make each node's fsync lie or tell the truth, from its next start on",
  schema,
  needsFor: ({ mode }) => (mode === 'lies' ? ['lying-fsync'] : []),
  example: 'fsync: { node: broker-2, mode: lies }',
  takes: 'any',
  onDisks: true,
  control: ({ nodes }) => ({ name: 'fsync', args: { nodes, mode: 'honest' } }),
  describe: ({ nodes, mode }) => `fsync of ${listText(nodes)} ${mode === 'lies' ? 'lies' : 'is honest'}`,
  hurt: each((node, { mode }) => setMode(node, mode)),
  result: () => 'from the next start on',
});

/** Counted on the device: an honest fsync flushes it, a lying one does not. */
async function setMode(node: Node, mode: FsyncMode): Promise<Shown> {
  diskOf(node, 'fsync');
  const flushes = await node.setFsync(mode);
  return { proof: { mode, flushes }, why: whyNot(flushes, mode) };
}

function whyNot({ honest, lying }: FsyncSight, mode: FsyncMode): string | null {
  if (honest === 0) return 'an honest fsync did not reach its device';
  if (mode === 'honest') return null;
  if (lying === null) return 'there is no libeatmydata';
  return lying === 0 ? null : 'an fsync reached its device under libeatmydata';
}
