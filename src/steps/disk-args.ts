import { z } from 'zod';
import { expected, oneOrMany } from '../lib/schemas.ts';
import { listText } from '../lib/words.ts';
import { type NodeArgs, nodeArgs, partitionArg } from './node-args.ts';

/** Nodes, and which of their disks where they have several. */
export interface DiskArgs extends NodeArgs {
  readonly dir?: number | undefined;
}

const dirError = { error: expected('the number of a log directory, from 1') };

/** `broker-1`, or `{ node: broker-1, dir: 2 }`. */
export const diskArgs: z.ZodType<DiskArgs, unknown> = z.union([
  nodeArgs,
  z
    .strictObject({
      node: oneOrMany,
      partition: partitionArg.optional(),
      dir: z.int(dirError).min(1, dirError).describe('with `logDirs`: only the disk of this log directory'),
    })
    .transform(({ node, ...rest }): DiskArgs => ({ nodes: node, ...rest })),
]);

/** `the disk of broker-1`, `disk 2 of broker-1`. */
export function diskText({ nodes, dir }: DiskArgs): string {
  return `${dir === undefined ? 'the disk' : `disk ${dir}`} of ${listText(nodes)}`;
}
