import { z } from 'zod';
import { formatBytes } from '../../lib/size.ts';
import { listText } from '../../lib/words.ts';
import { removedRecords } from '../cut.ts';
import {
  eachFile,
  type FileBefore,
  type FileTarget,
  fileTargetShape,
  namesOneFile,
  oneFileError,
  targetText,
} from '../file-target.ts';
import { defineNodeFault } from '../node-fault.ts';
import { requireFile } from '../node-file.ts';
import { nodesIn } from '../nodes.ts';
import type { Shown } from '../step.ts';

const schema = z.strictObject(fileTargetShape).refine(namesOneFile, oneFileError).transform(nodesIn);

/** One file that is gone while all around it is there: a directory entry that was never synced, or a hand that slipped. */
export const remove = defineNodeFault({
  name: 'remove',
  summary: 'Remove one file of a stopped node: a segment, an index, a checkpoint, any other',
  schema,
  example: 'remove: { node: broker-2, segment: 1 }',
  takes: 'stopped',
  control: () => null,
  rules: (args, walk) => requireFile(args, walk),
  describe: (args) => `remove ${targetText(args)} of ${listText(args.nodes)}`,
  hurt: eachFile(removeFile),
});

async function removeFile(
  { machine, path, shown, size, held }: FileBefore,
  _args: FileTarget,
): Promise<Shown> {
  await machine.remove(path);
  const isGone = (await machine.stat(path)) === null;
  const removed = held && isGone ? removedRecords(held, null) : [];
  const proof = { file: shown, bytes: size, isGone, removed };
  const records = held ? `, ${removed.length} records` : '';
  const text = `${shown}, ${formatBytes(size)}${records} gone`;
  return { proof, text, why: isGone ? null : `${shown} is still there` };
}
