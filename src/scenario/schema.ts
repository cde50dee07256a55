import { z } from 'zod';
import { durationMs, expected, scalarText } from '../lib/schemas.ts';
import type { System } from '../systems/system.ts';

/** How long a whole run may take, unless something else is said. */
export const budgetMsDefault = 10 * 60_000;

const text = z.string();

const topic = z
  .strictObject({
    name: z
      .string()
      .regex(/^(?!\.{1,2}$)[\w.-]{1,249}$/, {
        error: expected('a topic name of letters, digits, dots, underscores and dashes'),
      })
      .describe('the name of the topic'),
    partitions: z.int().min(1).max(1000).default(1).describe('how many partitions'),
    replicas: z
      .int()
      .min(1)
      .optional()
      .describe('replicas of each partition; by default 3, or one a broker when there are fewer'),
    config: z
      .record(z.string(), scalarText)
      .default({})
      .describe("the topic's own settings, such as flush.messages"),
  })
  .describe('a topic, made once the cluster is up');

export type WrittenTopic = z.output<typeof topic>;

const removedError = { error: expected('a number of records, or some') };

const removedCount = z.union([z.int().nonnegative(), z.literal('some')], removedError).optional();

const expectationMap = z.strictObject({
  lost: z
    .int()
    .nonnegative()
    .optional()
    .describe('exactly so many acknowledged records are missing from the final read'),
  anomalies: z
    .array(z.string())
    .optional()
    .describe('each of these must be found; others are reported, not judged'),
  superseded: removedCount.describe(
    'so many acknowledged records were removed by compaction, each for a newer one of its key; or `some`',
  ),
  expired: removedCount.describe('so many acknowledged records were removed by retention; or `some`'),
  deleted: removedCount.describe('so many acknowledged records were removed by delete-records; or `some`'),
  down: z.array(z.string()).optional().describe('these nodes are expected not to come up again'),
  unavailable: z
    .boolean()
    .optional()
    .describe('no leader at the end, or a background load that got nothing acknowledged for 5 s or longer'),
});

const expectation = z
  .union([z.enum(['no-loss', 'loss']), expectationMap], {
    error: expected('no-loss, loss or a map such as { lost: 1 }'),
  })
  .describe('what the run must show; no-loss by default. In a map, a key left out is not judged');

export type WrittenExpectation = z.output<typeof expectation>;

const variant = z.strictObject({
  title: text.optional(),
  about: text.optional().describe('what this variant shows'),
  set: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('values by their path, as after --set: { topic.partitions: 2 }'),
  remove: z
    .array(z.union([z.string(), z.int().nonnegative()]))
    .default([])
    .describe('steps to leave out: all with this name, or the one with this index, counted from 0'),
  expect: expectation.optional(),
});

export type WrittenVariant = z.output<typeof variant>;

/** The whole file for a system; the steps are checked one by one by their own schemas, in JSON Schema all at once. */
export function scenarioSchema<StepSchema extends z.ZodType>(
  cluster: System['clusterSchema'],
  step: StepSchema,
) {
  return z
    .strictObject({
      $schema: text.optional().describe('for editors that read it here and not in a comment'),
      title: text.describe('what the scenario shows, in one sentence'),
      threat: text
        .min(1)
        .optional()
        .describe(
          'what happens, as a row of `assess` says it; such a scenario has no expectation of its own',
        ),
      source: text.optional().describe('who claimed it: a post, a paper, an issue'),
      about: text.optional().describe('what a reader should know before running it'),
      cluster: cluster.describe('what is started: a version, how many nodes, their configuration'),
      autostart: z.boolean().default(true).describe('false leaves starting the cluster to the steps'),
      topic: topic.optional(),
      topics: z.array(topic).min(1).optional().describe('instead of topic, when there are several'),
      budget: durationMs
        .optional()
        .describe('how long the whole run may take, 10m by default; then it is inconclusive'),
      steps: z.array(step).describe('what is done, in this order'),
      expect: expectation.optional(),
      variants: z
        .record(z.string(), variant)
        .default({})
        .describe('the same scenario with a patch and an expectation of its own'),
    })
    .describe('A scenario of fsync-lab');
}

export type ScenarioSchema = ReturnType<typeof scenarioSchema<z.ZodUnknown>>;
