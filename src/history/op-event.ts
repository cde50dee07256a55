import { z } from 'zod';
import { offset, partition, time } from './event-members.ts';

/** One thing that an operation did: a record sent, or the records polled per partition as [offset, value]. */
const action = z.union([
  z.strictObject({
    send: z.strictObject({
      to: partition,
      key: z.string().nullish(),
      value: z.string(),
      offset: offset.optional().describe('left out when the broker told none'),
      tombstone: z
        .boolean()
        .optional()
        .describe('it has no value in the log, which deletes its key; `value` is its name here'),
    }),
  }),
  z.strictObject({ poll: z.record(z.string(), z.array(z.tuple([offset, z.string()]))) }),
]);

/** What a client did: its line of the history. */
export const op = z.looseObject({
  type: z.literal('op'),
  process: z.number().int().describe('a client; it goes on under a new number after an unknown outcome'),
  f: z.enum(['send', 'poll', 'txn', 'assign', 'subscribe', 'crash']),
  status: z
    .enum(['ok', 'fail', 'unknown'])
    .describe('`ok` it happened, `fail` it did not, `unknown` it may have'),
  start: time,
  end: time,
  actions: z.array(action).default([]),
  partitions: z.array(z.string()).optional().describe('of assign and subscribe'),
  rebalanced: z.array(z.string()).optional().describe('partitions reassigned during the operation'),
  final: z.boolean().optional().describe('true on the operations of the final read'),
  atEnd: z
    .record(z.string(), offset)
    .optional()
    .describe(
      "the reader stood at the high watermark and that equals the leader's log end: nothing more was to come",
    ),
  atStart: z
    .record(z.string(), offset)
    .optional()
    .describe('the first offset that the log still had when a final read began there'),
  aborted: z
    .record(z.string(), z.number().int())
    .optional()
    .describe(
      'of a final read: records in the log that belong to aborted transactions, so no reader is to see them',
    ),
  isolation: z
    .enum(['committed', 'uncommitted'])
    .optional()
    .describe(
      'of a poll: `uncommitted` may hold records of open and aborted transactions, so what it holds is not judged; else left out',
    ),
  acks: z
    .number()
    .int()
    .optional()
    .describe(
      'of a send that not all in the ISR had to acknowledge: 1 for the leader alone, 0 for nobody (its status is `unknown`)',
    ),
  error: z.string().optional().describe('what the client said when it did not succeed'),
  step: z.number().int().nullish().describe('index of the step that did it'),
});

export type OpAction = z.infer<typeof action>;
