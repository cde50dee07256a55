import { z } from 'zod';
import type { Node } from '../../cluster/cluster.ts';
import { expected, oneOrMany, sizeBytes } from '../../lib/schemas.ts';
import { formatBytes } from '../../lib/size.ts';
import { listText } from '../../lib/words.ts';
import { amountText, type Cut } from '../cut.ts';
import { defineNodeFault, each } from '../node-fault.ts';
import { nodeFileArg, requireFile, resolveNodeFile } from '../node-file.ts';
import { type NodeArgs, partitionArg } from '../nodes.ts';
import type { Shown, StepContext } from '../step.ts';
import { truncateFile } from '../truncate-file.ts';
import { truncateLog } from '../truncate-log.ts';

interface TruncateArgs extends NodeArgs, Cut {
  readonly file?: string | undefined;
}

const amount = z
  .int({ error: expected('a whole number') })
  .nonnegative({ error: expected('a whole number from 0') });

const schema = z
  .strictObject({
    node: oneOrMany,
    bytes: sizeBytes.optional(),
    batches: amount.optional(),
    records: amount.optional(),
    partition: partitionArg.optional(),
    file: nodeFileArg.optional(),
  })
  .refine(({ bytes, batches, records }) => given([bytes, batches, records]) === 1, {
    error: 'expected one of `bytes`, `batches` and `records`: how much to cut off',
  })
  .refine(({ partition, file }) => given([partition, file]) < 2, {
    error: 'expected `partition` or `file`, not both',
    path: ['file'],
  })
  .transform(({ node, partition, file, ...amounts }): TruncateArgs => {
    return { nodes: node, partition, file, ...cutOf(amounts) };
  });

function given(values: readonly unknown[]): number {
  return values.filter((value) => value !== undefined).length;
}

function cutOf(amounts: {
  bytes?: number | undefined;
  batches?: number | undefined;
  records?: number | undefined;
}): Cut {
  if (amounts.bytes !== undefined) return { unit: 'bytes', amount: amounts.bytes };
  if (amounts.batches !== undefined) return { unit: 'batches', amount: amounts.batches };
  return { unit: 'records', amount: amounts.records ?? 0 };
}

/** What an unsynced page loss leaves of one file, without cutting power: the tail of a log is gone, and nobody was told. */
export const truncate = defineNodeFault({
  name: 'truncate',
  summary: "Cut the end off a stopped node's log, by bytes, batches or records",
  schema,
  example: 'truncate: { node: broker-2, bytes: 10 }',
  takes: 'stopped',
  control: () => null,
  rules: (args: TruncateArgs, walk) => requireFile(args, walk),
  describe: (args) =>
    `truncate ${listText(args.nodes)} by ${cutText(args)}${args.file ? ` in ${args.file}` : ''}`,
  hurt: each(truncateNode),
});

async function truncateNode(node: Node, args: TruncateArgs, context: StepContext): Promise<Shown> {
  const { system, replicas } = context.cluster;
  const partition = context.partition(args.partition);
  const { unit, amount, file } = args;
  const notDone = (why: string) => ({ proof: { partition, ...(file ? { file } : {}) }, why });
  const mustRemoveRecords = replicas(partition).some(({ name }) => name === node.name);
  if (file !== undefined) {
    const found = await resolveNodeFile(node.machine, file);
    if ('why' in found) return notDone(found.why);
    const isLog = Boolean(await system.readSegment?.(node.machine, found.path));
    if (!isLog) return truncateFile(node, found, args);
    return truncateLog(system, node, { unit, amount, segments: [found.path], mustRemoveRecords });
  }
  const { segments = [] } = (await system.replicaFiles?.(node.machine, partition)) ?? {};
  if (segments.length === 0) return notDone(`it has no log of ${partition}`);
  return truncateLog(system, node, { unit, amount, segments, mustRemoveRecords });
}

function cutText(cut: Cut): string {
  return cut.unit === 'bytes' ? formatBytes(cut.amount) : amountText(cut);
}
