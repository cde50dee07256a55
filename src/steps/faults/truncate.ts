import { z } from 'zod';
import type { Node } from '../../cluster/cluster.ts';
import { expected, oneOrMany, sizeBytes } from '../../lib/schemas.ts';
import { formatBytes } from '../../lib/size.ts';
import { allDone } from '../all-done.ts';
import type { Cut } from '../cut.ts';
import type { NodeArgs } from '../node-args.ts';
import { partitionArg } from '../node-args.ts';
import { nodeFileArg } from '../node-file.ts';
import { changeState } from '../node-rules.ts';
import { proveAll } from '../prove-all.ts';
import { refuseAlive } from '../refuse-alive.ts';
import { selectNodes } from '../select-nodes.ts';
import { defineStep, type StepContext } from '../step.ts';
import { type CutResult, truncateFile } from '../truncate-file.ts';
import { listText, plural, resultFor } from '../words.ts';

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
export const truncate = defineStep({
  name: 'truncate',
  kind: 'fault',
  summary: "Cut the end off a stopped node's log, by bytes, batches or records",
  schema,
  example: 'truncate: { node: broker-2, bytes: 10 }',
  rules: (args, walk) =>
    changeState(walk, args, {
      from: ['stopped'],
      help: 'kill or stop it first, truncate needs a stopped node',
    }),
  control: () => null,
  describe: (args) =>
    `truncate ${listText(args.nodes)} by ${cutText(args)}${args.file ? ` in ${args.file}` : ''}`,
  async run(args, context) {
    const nodes = await selectNodes(context, args);
    const results = await allDone(nodes.map((node) => truncateNode(context, node, args)));
    proveAll(context, 'truncate', results);
    return resultFor(args.nodes, nodes, results.map(({ text }) => text).join('; '));
  },
});

async function truncateNode(context: StepContext, node: Node, args: TruncateArgs): Promise<CutResult> {
  const refused = refuseAlive(node);
  if (refused) return { ...refused, text: '' };
  const { system } = context.cluster;
  const partition = context.partition(args.partition);
  const file = args.file ?? (await system.replicaFiles(node.machine, partition)).activeSegment;
  if (file === null) {
    return {
      node: node.name,
      happened: false,
      proof: { partition },
      why: `it has no log of ${partition}`,
      text: '',
    };
  }
  const mustRemoveRecords = context.cluster.replicas(partition).some(({ name }) => name === node.name);
  return truncateFile(system, node, { unit: args.unit, amount: args.amount, file, mustRemoveRecords });
}

function cutText({ unit, amount: many }: Cut): string {
  if (unit === 'bytes') return formatBytes(many);
  return plural(many, unit === 'batches' ? 'batch' : 'record');
}
