import { z } from 'zod';
import type { Node } from '../../cluster/cluster.ts';
import { formatBytes } from '../../lib/size.ts';
import { listText } from '../../lib/words.ts';
import { removedRecords } from '../cut.ts';
import {
  type FileTarget,
  fileTargetShape,
  findFile,
  namesOneFile,
  oneFileError,
  targetText,
} from '../file-target.ts';
import { defineNodeFault, each } from '../node-fault.ts';
import { requireFile } from '../node-file.ts';
import type { FaultProof, StepContext } from '../step.ts';

const schema = z
  .strictObject(fileTargetShape)
  .refine(namesOneFile, oneFileError)
  .transform(({ node, ...rest }): FileTarget => ({ nodes: node, ...rest }));

/** One file that is gone while all around it is there: a directory entry that was never synced, or a hand that slipped. */
export const remove = defineNodeFault({
  name: 'remove',
  summary: 'Remove one file of a stopped node: a segment, an index, a checkpoint, any other',
  schema,
  example: 'remove: { node: broker-2, segment: 1 }',
  takes: 'stopped',
  control: () => null,
  rules: (args: FileTarget, walk) => requireFile(args, walk),
  describe: (args) => `remove ${targetText(args)} of ${listText(args.nodes)}`,
  hurt: each(removeFile),
});

async function removeFile(node: Node, args: FileTarget, context: StepContext): Promise<FaultProof> {
  const { name, machine } = node;
  const found = await findFile(node, args, context);
  if ('why' in found) return { node: name, happened: false, proof: {}, why: found.why };
  const { path, shown } = found;
  const before = (await machine.stat(path))?.bytes ?? 0;
  const held = (await context.cluster.system.readSegment?.(machine, path)) ?? null;
  await machine.remove(path);
  const isGone = (await machine.stat(path)) === null;
  const removed = held && isGone ? removedRecords(held, null) : [];
  const proof = { file: shown, bytes: before, isGone, removed };
  if (!isGone) return { node: name, happened: false, proof, why: `${shown} is still there` };
  const records = held ? `, ${removed.length} records` : '';
  return { node: name, happened: true, proof, text: `${shown}, ${formatBytes(before)}${records} gone` };
}
