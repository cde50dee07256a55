import { z } from 'zod';
import { offset, partition, time } from './event-members.ts';

/** What one replica's log holds, as its files show it. */
export const log = z.looseObject({
  type: z.literal('log'),
  time,
  step: z.number().int().nullish(),
  partition,
  node: z.string(),
  durable: z.boolean().describe('seen after a cut and remount'),
  final: z.boolean().optional().describe('true for the standard look at the end of a run'),
  start: offset,
  end: offset,
  records: z.number().int(),
  bytes: z.number().int().optional(),
  torn: z.number().int().describe('bytes after the last whole batch'),
  badCrc: z.number().int(),
  epochs: z.array(z.tuple([z.number().int(), offset])),
  rounds: z.record(z.string(), z.number().int()).optional().describe("records held, by the value's round"),
  missing: z.array(z.string()).describe('acknowledged values that this log does not hold at their offset'),
  replaced: z
    .array(z.strictObject({ offset, value: z.string(), by: z.string() }))
    .optional()
    .describe('acknowledged values at whose offset this log holds another one'),
  digest: z
    .string()
    .optional()
    .describe('of (offset, value) over the whole log: equal logs have equal digests'),
  unread: z.number().int().optional().describe('records whose value was not opened: they are only counted'),
  againstRead: z
    .looseObject({
      from: offset.describe('the later one of the two starts'),
      to: offset.describe('the high watermark that the read reached'),
      expired: z.number().int().describe('records of the read below `from`'),
      below: z.number().int().describe('records of the log below `from`'),
      above: z.number().int().describe('records of the log from `to` on'),
      same: z.number().int(),
      unread: z.number().int().describe('held at their offset, the value not opened'),
      lacks: z.array(z.tuple([offset, z.string()])).describe('[offset, value] only the read has'),
      extra: z.array(z.tuple([offset, z.string().nullable()])).describe('[offset, value] only the log has'),
      unlisted: z.number().int().describe('differences that are not in these lists'),
    })
    .optional()
    .describe(
      'of a final look: `from`, `to`, how many records are the `same` as in the final read, which of them the log `lacks` and which `extra` ones it holds',
    ),
});

/** A replica's log that could not be read, and why: never to be taken for an empty one. */
export const unreadLog = z.looseObject({
  type: z.literal('unread-log'),
  time,
  step: z.number().int().nullish(),
  partition,
  node: z.string(),
  durable: z.boolean().describe('it would have been seen after a cut and remount'),
  final: z.boolean().optional().describe('true for the standard look at the end of a run'),
  why: z.string().describe('the reason in words'),
  absent: z.boolean().optional().describe("the node's files were seen, and no log of the partition is there"),
});
