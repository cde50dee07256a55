import { z } from 'zod';
import { removals } from '../../plan.ts';

/** The version of verdict.json: it goes up when a member changes its meaning or goes; new members may come without. */
export const verdictVersion = 1;

const count = z.int().nonnegative();
const ms = z.number().describe('ms since the run began');
const partition = z.string().describe('`topic-number`');
const offset = z.int();

const lostRecord = z
  .object({
    partition,
    offset: offset.nullable(),
    key: z.string().nullable(),
    value: z.string(),
    ackedAt: ms,
    replacedBy: z
      .object({ key: z.string().nullable(), value: z.string(), isAcked: z.boolean(), time: ms })
      .nullable()
      .describe('the record that has its offset now'),
    story: z
      .array(z.object({ time: ms, kind: z.string(), text: z.string() }))
      .describe('what became of it, link by link, as far as the evidence shows it'),
  })
  .describe('an acknowledged record that the final read, which reached the end, does not have');

const expectation = z.object({
  loss: z.enum(['none', 'some']).nullable(),
  lost: count.nullable(),
  anomalies: z.array(z.string()).nullable(),
  down: z.array(z.string()),
  unavailable: z.boolean().nullable(),
  removed: z.partialRecord(z.enum(removals), z.union([count, z.literal('some')])).optional(),
});

const counts = z.object({
  attempted: count.describe('records that were sent, whatever became of them'),
  acked: count,
  ok: count.describe('sent, and in the final read'),
  recovered: count.describe('in the final read although they were not acknowledged'),
  lost: count.nullable().describe('null when no final read reached the end'),
  unexpected: count.describe('in the final read, and sent by nobody'),
  superseded: count,
  expired: count,
  deleted: count,
});

const replica = z.object({
  partition,
  replica: z.string(),
  end: offset.nullable().describe('log end offset; null when the log was not read'),
  records: count.nullable(),
  rounds: z.record(z.string(), count).describe('records held, by the round that wrote them'),
  notRead: z.string().optional().describe('why the log was not read'),
});

/** What verdict.json holds. Loose: a reader of this version takes what a later fsync-lab adds. */
const verdictSchema = z
  .object({
    version: z.literal(verdictVersion),
    verdict: z.enum(['as-expected', 'not-as-expected', 'inconclusive']),
    exit: z.int().describe('what the command exits with: 0, 1, 3, 130'),
    valid: z.union([z.boolean(), z.literal('unknown')]).describe('of the client history alone'),
    data: z.enum(['lost', 'kept', 'unknown']).describe('what became of the data, whatever was expected'),
    summary: z.string(),
    scenario: z.string().nullable(),
    variant: z.string().nullable(),
    acknowledged: count,
    lost: z.array(lostRecord),
    anomalies: z
      .record(z.string(), z.array(z.looseObject({ partition: partition.optional() })))
      .describe('the findings of each anomaly, each with members of its own: docs/anomalies.md'),
    reasons: z.array(z.string()).describe('why it is not as expected, or why it proves nothing'),
    expected: expectation.nullable(),
    run: z.string().nullable().describe("the run's folder, as it was named"),
    versions: z.record(z.string(), z.string()),
    runtime: z.string().nullable(),
    unavailability: z.array(z.object({ partition, fromMs: ms, toMs: ms })),
    failedStarts: z
      .array(z.object({ node: z.string(), why: z.string(), remedy: z.string().nullable() }))
      .describe('nodes that did not start again: what ended each, and what is known to help'),
    counts,
    replicas: z.array(replica),
    warnings: z.array(z.string()),
    startedAt: z.string().nullable().describe('wall clock, ISO 8601'),
    durationMs: z.number(),
    again: z.string().nullable().describe('the command that does the same run again'),
  })
  .describe('verdict.json of a run of fsync-lab');

/** The same as a JSON Schema, for those who read verdict.json elsewhere. */
export function verdictJsonSchema(): string {
  const schema = z.toJSONSchema(verdictSchema, { io: 'input' });
  return `${JSON.stringify({ $id: `urn:fsync-lab:verdict:${verdictVersion}`, ...schema }, null, 2)}\n`;
}
