import { z } from 'zod';
import { Inconclusive } from '../../../errors.ts';
import { checkPartition, offsetArg, partitionArg } from '../../../steps/nodes.ts';
import { defineStep } from '../../../steps/step.ts';

interface DeleteRecordsArgs {
  readonly below: number;
  readonly partition?: string | undefined;
}

const below = offsetArg.describe('all records below this offset');

const schema = z.union([
  below.transform((offset): DeleteRecordsArgs => ({ below: offset })),
  z.strictObject({ below, partition: partitionArg.optional() }),
]);

/** A user's own request, after which acknowledged records are gone by right: the final accounting must tell them apart. */
export const deleteRecords = defineStep({
  name: 'delete-records',
  kind: 'action',
  summary: 'Ask the cluster to delete all records of a partition below an offset',
  schema,
  example: 'delete-records: { below: 4, partition: topic1-0 }',
  rules: (args, walk) => checkPartition(walk, args.partition),
  describe,
  async run(args, context) {
    const partition = context.partition(args.partition);
    await using client = await context.cluster.client(context.signal);
    const start = (await client.deleteRecords?.(partition, args.below)) ?? 0;
    if (start >= args.below) return `${partition} begins at offset ${start}`;
    throw new Inconclusive(`${describe(args)}: ${partition} begins at offset ${start}`, start);
  },
});

function describe({ below, partition }: DeleteRecordsArgs): string {
  return `delete records below offset ${below}${partition === undefined ? '' : ` of ${partition}`}`;
}
