import { z } from 'zod';
import { type Plan, removals } from '../plan.ts';
import type { EventOf } from './event.ts';

const names = z.array(z.string());
const text = z.string().nullable().default(null);

const topic = z.object({
  name: z.string(),
  partitions: z.number().int(),
  replicas: z.number().int().default(0),
  config: z.record(z.string(), z.string()).default({}),
  assignment: z.array(names).default([]),
  cleanup: z
    .object({ compacts: z.boolean(), expires: z.boolean(), tombstonesKeptMs: z.number().nullable() })
    .default({ compacts: false, expires: false, tombstonesKeptMs: null }),
  isWhole: z.boolean().optional(),
  isSpread: z.boolean().optional(),
});

const wanted = z.union([z.number().int(), z.literal('some')]);

const expectation = z.object({
  loss: z.enum(['none', 'some']).nullable().default(null),
  lost: z.number().int().nullable().default(null),
  anomalies: names.nullable().default(null),
  down: names.default([]),
  unavailable: z.boolean().nullable().default(null),
  removed: z.partialRecord(z.enum(removals), wanted).default({}),
});

// Version 0.1 left to the role who holds data.
const storedNode = z
  .object({ name: z.string(), role: z.string(), holdsData: z.boolean().optional() })
  .transform((node) => ({ ...node, holdsData: node.holdsData ?? node.role === 'broker' }));

/** What judging reads is required, or a plan without topics would pass for want of anything to check; the rest is for show. */
const storedPlan: z.ZodType<Plan> = z.object({
  name: z.string(),
  title: z.string().default(''),
  source: text,
  about: text,
  variant: text,
  file: text,
  budgetMs: z.number().default(0),
  runtime: z.string().default('auto'),
  system: z.string().default(''),
  words: z
    .object({ inSync: z.string(), caughtUp: z.string(), term: z.string(), position: z.string() })
    .optional(),
  needsMajority: z.boolean().optional(),
  cluster: z.record(z.string(), z.unknown()).default({}),
  autostart: z.boolean().default(true),
  disk: z
    .object({ filesystem: z.enum(['ext4', 'xfs']), bytes: z.number() })
    .nullable()
    .default(null),
  nodes: z.array(storedNode).default([]),
  topics: z.array(topic),
  steps: z.array(z.object({ name: z.string(), args: z.unknown(), text: z.string() })),
  expect: expectation,
  patches: names.default([]),
  settings: z
    .array(z.object({ of: z.string().nullable(), key: z.string(), value: z.string(), origin: z.string() }))
    .default([]),
  leftOut: z.array(z.object({ key: z.string(), place: z.string(), group: z.string() })).default([]),
  warnings: names.default([]),
});

/** The plan of a run line; throws ZodError when it lacks what judging needs. */
export function planOf(run: EventOf<'run'>): Plan {
  return storedPlan.parse(run.plan);
}

/** What is wrong with the plan of a run line; undefined when nothing is. */
export function planProblem(plan: unknown): string | undefined {
  const issue = storedPlan.safeParse(plan).error?.issues[0];
  return issue && `\`${['plan', ...issue.path].join('.')}\`: ${issue.message}`;
}
