import { z } from 'zod';
import { expected, oneOrMany } from '../lib/schemas.ts';
import { countText, listText } from '../lib/words.ts';
import { type NodeArgs, nodeArgs, nodesIn, partitionArg } from './nodes.ts';
import type { Walk } from './walk.ts';

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
    .transform(nodesIn),
]);

/** `the disk of broker-1`, `disk 2 of broker-1`. */
export function diskText({ nodes, dir }: DiskArgs): string {
  return `${dir === undefined ? 'the disk' : `disk ${dir}`} of ${listText(nodes)}`;
}

/** A disk by its number must be there on every node that is surely meant, and on one of those that a role may mean. */
export function checkDir({ nodes, dir }: DiskArgs, walk: Walk): void {
  if (dir === undefined) return;
  for (const target of nodes) {
    const meant = walk.resolve([target]);
    const short = meant.nodes.filter((node) => walk.diskCount(node) > 0 && walk.diskCount(node) < dir);
    const [first] = short;
    if (first === undefined || (!meant.sure && short.length < meant.nodes.length)) continue;
    const many = countText(walk.diskCount(first), 'disk');
    walk.problem(`${first} has ${many}, so there is no disk ${dir}; \`logDirs\` says how many`, ['dir']);
  }
}
