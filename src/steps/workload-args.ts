import { z } from 'zod';
import { expected } from '../lib/schemas.ts';
import { type Plan, partitionName } from '../plan.ts';
import { partitionArg } from './node-args.ts';
import { checkPartition } from './node-rules.ts';
import type { Walk } from './walk.ts';

const positive = { error: expected('a whole number from 1') };

/** A count of which there must be one at least. */
export const positiveArg = z.int(positive).min(1, positive);

/** What every workload may say about where it sends, and how. */
export const workloadShape = {
  topic: z.string().optional().describe('round robin over its partitions; the first topic by default'),
  partition: partitionArg.optional(),
  acks: z
    .enum(['all', '1'])
    .or(z.literal(1))
    .prefault('all')
    .transform((acks) => (acks === 'all' ? -1 : 1))
    .describe('all, or 1 for the leader alone'),
  batch: positiveArg.default(1).describe('records in a request, which Kafka keeps as one batch'),
  key: z
    .string()
    .nullable()
    .default('key')
    .describe('the keys are this text and a number: key0, key1, …; null for records without a key'),
} as const;

/** Where a workload sends. */
export interface WorkloadTarget {
  readonly topic?: string | undefined;
  readonly partition?: string | undefined;
}

/** The partitions that a workload sends to, in the order of its turns. */
export function partitionsOf(plan: Plan, target: WorkloadTarget): readonly string[] {
  if (target.partition !== undefined) return [target.partition];
  const topic = plan.topics.find(({ name }) => name === target.topic) ?? plan.topics[0];
  if (!topic) return [];
  return Array.from({ length: topic.partitions }, (_, partition) => partitionName(topic.name, partition));
}

/** The topic and partition must be there, and only one of them said. */
export function checkTarget(walk: Walk, { topic, partition }: WorkloadTarget): void {
  checkPartition(walk, partition);
  if (topic !== undefined && !walk.topics.includes(topic)) {
    walk.problem(`no topic is called '${topic}'; there are ${walk.topics.join(', ')}`, ['topic']);
  }
  if (topic !== undefined && partition !== undefined) {
    walk.problem("say `topic` or `partition`, not both: a partition's name holds its topic", ['partition']);
  }
}
