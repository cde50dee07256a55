import { z } from 'zod';
import { expected, scalarText } from '../../lib/schemas.ts';
import { diskSchema } from '../disk-schema.ts';

const bookiesMax = 9;
const bookiesError = { error: expected(`a number of bookies from 1 to ${bookiesMax}`) };
const quorumError = { error: expected('a number of bookies, such as 3') };
const quorum = z.int(quorumError).min(1, quorumError);

const ledgerSchema = z
  .strictObject({
    ensemble: quorum.default(3).describe('over how many bookies the entries of a ledger are spread'),
    writeQuorum: quorum.default(3).describe('to how many of them each entry is written'),
    ackQuorum: quorum.default(2).describe('how many of those must answer before it is acknowledged'),
  })
  .describe('how each ledger is replicated');

/** What stands under `cluster:` for BookKeeper. */
export const bookkeeperClusterSchema = z.strictObject({
  bookkeeper: z
    .string({ error: expected('a version in quotes, such as "4.17.2"') })
    .describe('a pinned version of BookKeeper; `fsync-lab versions` lists them'),
  bookies: z
    .int(bookiesError)
    .min(1, bookiesError)
    .max(bookiesMax, bookiesError)
    .default(3)
    .describe('how many bookies, named bookie-1, bookie-2, …'),
  ledger: ledgerSchema.prefault({}),
  disk: diskSchema.nullable().optional(),
  config: z
    .record(z.string(), scalarText)
    .default({})
    .describe("every bookie's own settings, as in bk_server.conf: { journalWriteData: false }"),
});

export type BookkeeperCluster = z.output<typeof bookkeeperClusterSchema>;

/** The cluster of a plan: its shape was made by the schema above. */
export function bookkeeperCluster(cluster: Readonly<Record<string, unknown>>): BookkeeperCluster {
  return cluster as BookkeeperCluster;
}
