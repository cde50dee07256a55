import { z } from 'zod';
import { Inconclusive } from '../../../errors.ts';
import { waitUntil } from '../../../lib/wait-until.ts';
import { countText } from '../../../lib/words.ts';
import { timeoutArg } from '../../../steps/node-args.ts';
import { defineStep, type StepContext } from '../../../steps/step.ts';
import { checkTarget, targetPartitions, workloadShape } from '../../../steps/workload-args.ts';
import type { Client } from '../../system.ts';

const written = z.strictObject({
  group: z
    .string()
    .min(1)
    .default('readers')
    .describe('the consumer group; a known one goes on where it committed'),
  topic: workloadShape.topic,
  timeout: timeoutArg,
});

const schema = z.union([z.null().transform(() => written.parse({})), written]);

/** The final read is ours, request by request; this one is what an application does: a client of a group, with all that a group brings. */
export const consume = defineStep({
  name: 'consume',
  kind: 'workload',
  summary: 'Read a topic as a consumer of a group, up to the last record that is committed now',
  schema,
  example: 'consume: { group: readers }',
  rules: (args, walk) => checkTarget(walk, args),
  describe: ({ group, topic }) => `consume${topic ? ` ${topic}` : ''} as ${group}`,
  async run(args, context) {
    const partitions = targetPartitions(context.plan, args);
    await using client = await context.cluster.client(context.signal);
    const ends = await lastCommitted(client, partitions, context.signal);
    if (!client.consumer) throw new Inconclusive('this system has no consumer groups');
    const reader = newReader(context, partitions);
    const topics = [...new Set(partitions.map((partition) => partition.replace(/-\d+$/, '')))];
    await using _consumer = await client.consumer(
      { group: args.group, topics, isolation: 'committed' },
      reader,
    );
    await waitUntil<true>({
      what: `wait until ${args.group} has read ${[...ends].map(([partition, end]) => `${partition} up to ${end}`).join(', ')}`,
      budgetMs: args.timeout,
      signal: context.signal,
      onSeen: context.onSeen,
      clock: context.clock,
      look: async () => reader.look(ends),
    });
    return `${countText(reader.count(), 'record')}, ${countText(reader.joins(), 'assignment')}`;
  },
});

/** The offset of the last committed record of each partition that has any. */
async function lastCommitted(client: Client, partitions: readonly string[], signal: AbortSignal) {
  const ends = new Map<string, number>();
  for (const partition of partitions) {
    const { records, atEnd, why } = await client.readToEnd(partition, signal);
    if (atEnd === null) throw new Inconclusive(`consume: the end of ${partition} is not known: ${why}`);
    const last = records.at(-1);
    if (last) ends.set(partition, last[0]);
  }
  return ends;
}

/** Records what the consumer is handed: each batch one poll, and partitions that moved are told of the next one. */
function newReader(context: StepContext, partitions: readonly string[]) {
  const { now, record, step } = context;
  const process = context.nextProcess();
  const positions = new Map<string, number>();
  let [joins, count, last] = [0, 0, now()];
  let rebalanced: readonly string[] = [];
  let crash: Error | null = null;
  const op = (more: object) => {
    const end = now();
    record({ type: 'op', process, f: 'poll', status: 'ok', start: last, end, actions: [], step, ...more });
    last = end;
  };
  return {
    count: () => count,
    joins: () => joins,
    onAssigned(assigned: readonly string[]) {
      joins += 1;
      if (joins === 1) op({ f: 'subscribe', partitions });
      else rebalanced = assigned;
    },
    onRecords(partition: string, records: readonly (readonly [number, string])[]) {
      op({ actions: [{ poll: { [partition]: records } }], ...(rebalanced.length > 0 ? { rebalanced } : {}) });
      rebalanced = [];
      count += records.length;
      positions.set(partition, records.at(-1)?.[0] ?? -1);
    },
    onCrash(error: Error) {
      crash = error;
    },
    look(ends: ReadonlyMap<string, number>) {
      const behind = [...ends].filter(([partition, end]) => (positions.get(partition) ?? -1) < end);
      if (behind.length === 0) return { done: true as const };
      const seen = behind
        .map(([partition]) => `${partition} at ${positions.get(partition) ?? 'nothing'}`)
        .join(', ');
      return { seen: crash ? `${seen}; the consumer crashed: ${crash.message}` : seen };
    },
  };
}
