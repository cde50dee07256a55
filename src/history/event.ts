import { z } from 'zod';
import { offset, partition, time } from './event-members.ts';
import { type OpAction, op } from './op-event.ts';
import { log, unreadLog } from './replica-log-events.ts';

/** The version of the history contract; a reader refuses a newer one. */
export const historyVersion = 1;

const run = z.looseObject({
  type: z.literal('run'),
  version: z.number().int(),
  id: z.string(),
  startedAt: z.string().describe('wall clock, ISO 8601'),
  tool: z.string().describe('version of fsync-lab'),
  plan: z.looseObject({ name: z.string() }).describe('the resolved plan'),
  runtime: z.string(),
  runtimeTitle: z.string(),
  runtimeReason: z.string(),
  versions: z.record(z.string(), z.string()).describe('of what runs: Kafka, ZooKeeper, Java, Node.js'),
  host: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('facts of the machine that matter for the evidence'),
  flags: z.array(z.string()).optional().describe('of the command, as far as the plan does not hold them'),
});

const node = z.looseObject({
  type: z.literal('node'),
  time,
  node: z.string(),
  event: z
    .enum(['placed', 'started', 'ready', 'exited', 'paused', 'resumed', 'cut-off', 'connected'])
    .describe('`cut-off`, `connected`: of its network'),
  code: z.number().nullish(),
  signal: z.string().nullish(),
  pid: z.number().optional(),
  trouble: z
    .string()
    .optional()
    .describe('of an `exited` before it was ready: what ended it, in the words of its own output'),
  remedy: z.string().optional().describe('beside `trouble`: what is known to bring it up again'),
  addresses: z.record(z.string(), z.string()).optional().describe('of `placed`: port purpose to host:port'),
});

const step = z.looseObject({
  type: z.literal('step'),
  time,
  phase: z.enum(['setup', 'steps', 'final']),
  index: z.number().int().nullable().describe('index in the plan; null for the standard phases'),
  name: z.string(),
  text: z.string().describe('the step in words'),
  kind: z
    .enum(['fault', 'action', 'workload', 'wait', 'probe'])
    .optional()
    .describe('of a step of the plan; a `fault` that leaves no fault line proves nothing'),
  event: z.enum(['began', 'ended', 'gave-up']),
  result: z.string().optional().describe('of `ended`, in words'),
  reason: z.string().optional().describe('of `gave-up`'),
  seen: z.unknown().optional().describe('of `gave-up`: what was seen last'),
});

const fault = z.looseObject({
  type: z.literal('fault'),
  time,
  step: z.number().int().nullable(),
  node: z.string(),
  fault: z.string(),
  happened: z.boolean(),
  proof: z.record(z.string(), z.unknown()).describe('what shows that it happened, or what was seen instead'),
});

const state = z.looseObject({
  type: z.literal('state'),
  time,
  partition,
  leader: z.string().nullable(),
  isr: z.array(z.string()),
  epoch: z.number().int().nullable(),
  end: offset.nullable().describe("the leader's log end offset; null when nobody could tell"),
  elr: z.array(z.string()).optional(),
  lastKnownElr: z.array(z.string()).optional(),
  replicas: z
    .array(z.string())
    .optional()
    .describe('who holds it as the cluster assigns it, preferred leader first'),
});

const brokerLog = z.looseObject({
  type: z.literal('broker-log'),
  time,
  node: z.string(),
  line: z.string(),
  kind: z.string(),
  partition: z.string().optional(),
  offset: offset.optional(),
  epoch: z.number().int().optional().describe('of `leading`: the leader epoch that begins'),
});

const blind = z.looseObject({
  type: z.literal('blind'),
  time: time.describe('when it ended'),
  from: time.describe('when it began'),
});

const clock = z.looseObject({
  type: z.literal('clock'),
  time,
  jumpedMs: z.number().describe('how far the wall clock ran away from the monotonic one between two looks'),
});

const warning = z.looseObject({ type: z.literal('warning'), time, text: z.string() });

const end = z.looseObject({
  type: z.literal('end'),
  time: time.default(0),
  interrupted: z.boolean().optional(),
});

/** Every line of `history.jsonl`. Unknown members are kept; the reader skips lines of an unknown `type`. */
export const eventSchema = z.discriminatedUnion('type', [
  run,
  op,
  node,
  step,
  fault,
  state,
  log,
  unreadLog,
  brokerLog,
  blind,
  clock,
  warning,
  end,
]);

export type HistoryEvent = z.infer<typeof eventSchema>;
export type EventType = HistoryEvent['type'];
export type EventOf<T extends EventType> = Extract<HistoryEvent, { type: T }>;
export type { OpAction };
export type OpStatus = EventOf<'op'>['status'];
