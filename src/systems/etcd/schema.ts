import { z } from 'zod';
import { expected, scalarText } from '../../lib/schemas.ts';
import { diskSchema } from '../disk-schema.ts';

const membersError = { error: expected('a number of members: 1, 3 or 5') };

/** What stands under `cluster:` for etcd. */
export const etcdClusterSchema = z.strictObject({
  etcd: z
    .string({ error: expected('a version in quotes, such as "3.6.16"') })
    .optional()
    .describe('a pinned version of etcd; `fsync-lab versions` lists them'),
  home: z
    .string()
    .optional()
    .describe('a program `etcd` of your own, or its folder, instead of a pinned version'),
  members: z
    .union([z.literal(1), z.literal(3), z.literal(5)], membersError)
    .default(3)
    .describe('how many members, named member-1, member-2, …'),
  disk: diskSchema.nullable().optional(),
  flags: z
    .record(z.string(), scalarText)
    .default({})
    .describe("etcd's own flags, without the dashes: { unsafe-no-fsync: true }"),
});

export type EtcdCluster = z.output<typeof etcdClusterSchema>;

/** The cluster of a plan: its shape was made by the schema above. */
export function etcdCluster(cluster: Readonly<Record<string, unknown>>): EtcdCluster {
  return cluster as EtcdCluster;
}
