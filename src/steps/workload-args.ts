import { z } from 'zod';
import { writtenDuration } from '../lib/duration.ts';
import { durationMs, expected, sizeBytes } from '../lib/schemas.ts';
import { formatBytes } from '../lib/size.ts';
import { countText } from '../lib/words.ts';
import { type Plan, partitionsOf } from '../plan.ts';
import { type Codec, codecs, type OutgoingRecord } from '../systems/system.ts';
import { checkPartition, partitionArg } from './nodes.ts';
import type { Walk } from './walk.ts';

const positive = { error: expected('a whole number from 1') };

/** A count of which there must be one at least. */
export const positiveArg = z.int(positive).min(1, positive);

/** What every workload may say about where it sends, and how. */
export const workloadShape = {
  topic: z.string().optional().describe('round robin over its partitions; the first topic by default'),
  partition: partitionArg.optional(),
  acks: z
    .enum(['all', '1', '0'], { error: expected('all, 1 or 0') })
    .or(z.literal([1, 0]))
    .prefault('all')
    .transform((acks) => (acks === 'all' ? -1 : Number(acks)))
    .describe('all, 1 for the leader alone, or 0 for nobody: such a record is never acknowledged'),
  batch: positiveArg.default(1).describe('records in a request, which Kafka keeps as one batch'),
  key: z
    .string()
    .nullable()
    .default('key')
    .describe('the keys are this text and a number: key0, key1, …; null for records without a key'),
  keys: positiveArg
    .optional()
    .describe('the records take turns over so many keys; by default each has its own'),
  size: sizeBytes.optional().describe("so long is each record's value; by default as long as its name needs"),
  codec: z
    .enum(codecs, { error: expected(codecs.join(', ')) })
    .default('none')
    .describe('how the batches are compressed'),
  idempotent: z
    .boolean()
    .default(false)
    .describe('an idempotent producer: a request that is repeated is kept once; it needs acks=all'),
  age: durationMs
    .optional()
    .describe('the timestamps lie so far in the past, so that retention takes them at once'),
} as const;

/** What the records of a workload are like. */
export interface RecordOptions {
  readonly key: string | null;
  readonly keys?: number | undefined;
  readonly size?: number | undefined;
  readonly age?: number | undefined;
}

/** Values are unique over the run, as a value that comes twice would hide a loss; keys repeat each round, as in the demo. */
export function outgoingRecord(options: RecordOptions, round: number, sequence: number): OutgoingRecord {
  const { key, keys = Number.POSITIVE_INFINITY, size, age } = options;
  return {
    key: key === null ? null : `${key}${sequence % keys}`,
    value: `${round}/${sequence}`,
    ...(size === undefined ? {} : { bytes: size }),
    ...(age === undefined ? {} : { ageMs: age }),
  };
}

/** Where a workload sends. */
export interface WorkloadTarget {
  readonly topic?: string | undefined;
  readonly partition?: string | undefined;
}

/** The partitions that a workload sends to, in the order of its turns. */
export function targetPartitions(plan: Plan, target: WorkloadTarget): readonly string[] {
  if (target.partition !== undefined) return [target.partition];
  const topic = plan.topics.find(({ name }) => name === target.topic) ?? plan.topics[0];
  if (!topic) return [];
  return partitionsOf([topic]);
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

/** Kafka's producers are idempotent only with acks=all. */
export function checkIdempotent(
  walk: Walk,
  { idempotent, acks }: { readonly idempotent: boolean; readonly acks: number },
): void {
  if (idempotent && acks !== -1) walk.problem('an idempotent producer needs `acks: all`', ['idempotent']);
}

/** As Kafka's producers write it: `all`, `1`, `0`. */
export function acksText(acks: number): string {
  return `acks=${acks === -1 ? 'all' : acks}`;
}

/** What is particular about the records, for the step in words: `10 keys`, `1 KiB each`, `gzip`, `8 days old`. */
export function recordWords({
  keys,
  size,
  codec,
  age,
  idempotent = false,
}: RecordOptions & { readonly codec?: Codec; readonly idempotent?: boolean }): readonly string[] {
  return [
    ...(idempotent ? ['idempotent'] : []),
    ...(keys === undefined ? [] : [countText(keys, 'key')]),
    ...(size === undefined ? [] : [`${formatBytes(size)} each`]),
    ...(codec === undefined || codec === 'none' ? [] : [codec]),
    ...(age === undefined ? [] : [`${writtenDuration(age)} old`]),
  ];
}

/** Walking: a workload begins that goes on in the background. */
export function addLoad(walk: Walk, name: string): void {
  if (walk.loads.has(name))
    walk.problem(`a load called '${name}' runs already; give this one another name`, ['name']);
  walk.loads.add(name);
}

const rateError = { error: expected('a rate such as 200/s or 30/m') };
const perSecond = { s: 1, m: 1 / 60 } as const;

/** How often, as written `200/s`, in turns a second. */
export const rateArg = z
  .string(rateError)
  .regex(/^[1-9]\d*\/[sm]$/, rateError)
  .transform((text) => {
    const [turns, unit] = text.split('/');
    return Number(turns) * perSecond[unit as keyof typeof perSecond];
  })
  .describe('so many a second or a minute, such as 200/s or 30/m');

/** As an author writes it: `30/m`. */
export function rateText(perSecondWanted: number): string {
  return perSecondWanted < 1 ? `${Math.round(60 * perSecondWanted)}/m` : `${perSecondWanted}/s`;
}
