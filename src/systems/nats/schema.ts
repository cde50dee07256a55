import { z } from 'zod';
import { expected, scalarText } from '../../lib/schemas.ts';
import { diskSchema } from '../disk-schema.ts';

const serversError = { error: expected('a number of servers: 3 or 5') };

/** What stands under `cluster:` for NATS. */
export const natsClusterSchema = z.strictObject({
  nats: z
    .string({ error: expected('a version in quotes, such as "2.12.1"') })
    .optional()
    .describe('a pinned version of nats-server; `fsync-lab versions` lists them'),
  home: z
    .string()
    .optional()
    .describe('a program `nats-server` of your own, or its folder, instead of a pinned version'),
  servers: z
    .union([z.literal(3), z.literal(5)], serversError)
    .default(3)
    .describe('how many servers, named server-1, server-2, …; each has a replica of the stream'),
  disk: diskSchema.nullable().optional(),
  config: z
    .record(z.string(), z.union([scalarText, z.record(z.string(), scalarText)]))
    .default({})
    .describe("entries of every server's nats.conf: { jetstream: { sync_interval: always } }"),
});

export type NatsCluster = z.output<typeof natsClusterSchema>;

/** The cluster of a plan: its shape was made by the schema above. */
export function natsCluster(cluster: Readonly<Record<string, unknown>>): NatsCluster {
  return cluster as NatsCluster;
}
