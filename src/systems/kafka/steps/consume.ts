import { z } from 'zod';
import { Inconclusive } from '../../../errors.ts';
import { expected, oneOrMany } from '../../../lib/schemas.ts';
import { waitUntil } from '../../../lib/wait-until.ts';
import { countText, listText } from '../../../lib/words.ts';
import { checkPartition, timeoutArg } from '../../../steps/nodes.ts';
import { defineStep, type StepContext } from '../../../steps/step.ts';
import {
  addLoad,
  checkTarget,
  positiveArg,
  targetPartitions,
  workloadShape,
} from '../../../steps/workload-args.ts';
import type { Client, ConsumerTarget, Isolation } from '../../system.ts';
import { openReader, startConsuming } from './consume/background-consumers.ts';
import { Reader, type ReaderOptions } from './consume/reader.ts';

const defaultGroup = 'readers';

const written = z.strictObject({
  group: z
    .string()
    .min(1)
    .optional()
    .describe(`the consumer group (${defaultGroup}); a known one goes on where it committed`),
  assign: oneOrMany.optional().describe('instead of a group: these partitions, from where `reset` says'),
  topic: workloadShape.topic,
  isolation: z
    .enum(['committed', 'uncommitted'], { error: expected('committed or uncommitted') })
    .default('committed')
    .describe('uncommitted hands out records of open and aborted transactions, too'),
  reset: z
    .enum(['earliest', 'latest'], { error: expected('earliest or latest') })
    .default('earliest')
    .describe(
      'where it begins without a place, and goes when its place is beyond the log (auto.offset.reset)',
    ),
  name: z
    .string()
    .min(1)
    .optional()
    .describe('what stop-load calls it: it reads in the background, until then'),
  consumers: positiveArg.default(1).describe('with a name: so many side by side, each a process of its own'),
  timeout: timeoutArg,
});

type ConsumeArgs = z.output<typeof written>;

const schema = z.union([z.null().transform(() => written.parse({})), written]);

/** The final read is ours, request by request; this one is what an application does: a client of a group, with all that a group brings. */
export const consume = defineStep({
  name: 'consume',
  kind: 'workload',
  summary: 'Read as a consumer does: up to the last record that is committed now, or in the background',
  schema,
  example: 'consume: { group: readers }',
  rules(args, walk) {
    checkTarget(walk, args);
    const { assign, group, topic, name, consumers } = args;
    for (const partition of assign ?? []) checkPartition(walk, partition, ['assign']);
    if (assign && (group ?? topic) !== undefined)
      walk.problem('`assign` names its partitions and has no group: leave `group` and `topic` out', [
        'assign',
      ]);
    if (name !== undefined) addLoad(walk, name);
    else if (consumers > 1)
      walk.problem('several consumers read in the background: give them a `name`', ['consumers']);
  },
  describe({ group = defaultGroup, assign, topic, isolation, name, consumers }) {
    const what = assign ? ` ${listText(assign)}` : `${topic ? ` ${topic}` : ''} as ${group}`;
    const also = isolation === 'uncommitted' ? ', uncommitted records, too' : '';
    return `consume${what}${name ? `, ${countText(consumers, 'consumer')} ${name}` : ''}${also}`;
  },
  async run(args, context) {
    const partitions = args.assign ?? targetPartitions(context.plan, args);
    const { isolation, name, consumers } = args;
    const reading = { partitions, isolation, by: args.assign ? 'assign' : 'subscribe' } as const;
    const target = targetOf(args, partitions);
    if (name === undefined) return readUpToNow(args, reading, target, context);
    return startConsuming(context, { ...reading, name, consumers, target, budgetMs: args.timeout });
  },
});

function targetOf(
  { isolation, reset, assign, group = defaultGroup }: ConsumeArgs,
  partitions: readonly string[],
): ConsumerTarget {
  if (assign) return { isolation, reset, partitions: assign };
  const topics = [...new Set(partitions.map((partition) => partition.replace(/-\d+$/, '')))];
  return { isolation, reset, group, topics };
}

async function readUpToNow(
  { group = defaultGroup, timeout }: ConsumeArgs,
  reading: ReaderOptions,
  target: ConsumerTarget,
  context: StepContext,
): Promise<string> {
  await using client = await context.cluster.client(context.signal);
  const ends = await lastOffsets(client, reading, context.signal);
  const reader = new Reader(context, reading);
  await using _consumer = await openReader(context, client, target, reader);
  const who = 'group' in target ? group : 'a consumer';
  await waitUntil<true>({
    ...context,
    what: `wait until ${who} has read ${[...ends].map(([partition, end]) => `${partition} up to ${end}`).join(', ')}`,
    budgetMs: timeout,
    look: async () => reader.look(ends),
  });
  return `${countText(reader.count, 'record')}, ${countText(reader.joins, 'assignment')}`;
}

/** The offset of the last record of each partition that has any. */
async function lastOffsets(
  client: Client,
  { partitions, isolation }: { readonly partitions: readonly string[]; readonly isolation: Isolation },
  signal: AbortSignal,
) {
  const ends = new Map<string, number>();
  for (const partition of partitions) {
    const { records, atEnd, why } = await client.readToEnd(partition, signal, isolation);
    if (atEnd === null) throw new Inconclusive(`consume: the end of ${partition} is not known: ${why}`);
    const last = records.at(-1);
    if (last) ends.set(partition, last[0]);
  }
  return ends;
}
