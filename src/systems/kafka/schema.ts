import { z } from 'zod';
import { durationMs, expected, scalarText } from '../../lib/schemas.ts';
import { diskSchema } from '../disk-schema.ts';

const config = z.record(z.string(), scalarText).default({}).describe("entries of Kafka's server.properties");

const sessionMsMin = 1000;
const sessionMsMax = 60_000;

/** Written once for all generations: it is ZooKeeper's or KRaft's, as the version has it. */
const session = durationMs
  .refine((ms) => ms >= sessionMsMin && ms <= sessionMsMax, { error: 'expected a time from 1s to 60s' })
  .describe('how long a silent broker stays registered, with ZooKeeper or KRaft; 1500ms by default');

const logDirsError = { error: expected('a number of log directories from 1 to 4') };

/** What stands under `cluster:` for Kafka. */
export const kafkaClusterSchema = z.strictObject({
  kafka: z
    .string({ error: expected('a version in quotes, such as "3.4.0"') })
    .optional()
    .describe('a pinned version of Kafka; `fsync-lab versions` lists them'),
  home: z.string().optional().describe('an unpacked Kafka distribution to use instead of a pinned version'),
  metadata: z
    .enum(['zookeeper', 'kraft'], { error: expected('zookeeper or kraft') })
    .optional()
    .describe('where cluster metadata lives; by default what the version offers first'),
  controllers: z
    .union([z.literal(1), z.literal(3), z.literal('combined')], { error: expected('1, 3 or combined') })
    .optional()
    .describe('of KRaft: one controller apart from the brokers (the default), three, or every broker is one'),
  features: z
    .record(z.string(), scalarText)
    .default({})
    .describe('of KRaft: feature levels to format with: { eligible.leader.replicas.version: "0" }'),
  brokers: z
    .int({ error: expected('a number of brokers from 1 to 9') })
    .min(1)
    .max(9)
    .default(3)
    .describe('how many brokers, named broker-1, broker-2, …'),
  logDirs: z
    .int(logDirsError)
    .min(1, logDirsError)
    .max(4, logDirsError)
    .default(1)
    .describe('log directories of each broker; with `disk` each is a disk of its own, so that one can fail'),
  session: session.optional(),
  defaults: z
    .enum(['lab', 'kafka'], { error: expected('lab or kafka') })
    .optional()
    .describe(
      "what a setting takes that is not written: the lab's value where it has one (the default), or Kafka's own, as with --config",
    ),
  allowUnknown: z
    .boolean()
    .optional()
    .describe('true lets settings through that this Kafka does not know; they are told and have no effect'),
  disk: diskSchema.nullable().optional(),
  config: config.describe("every broker's server.properties, as given to Kafka"),
  nodes: z
    .record(z.string(), z.strictObject({ config }))
    .default({})
    .describe('what differs on one node: broker-2: { config: … }'),
});

export type KafkaCluster = z.output<typeof kafkaClusterSchema>;

/** The cluster of a plan: its shape was made by the schema above. */
export function kafkaCluster(cluster: Readonly<Record<string, unknown>>): KafkaCluster {
  return cluster as KafkaCluster;
}
