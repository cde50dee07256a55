import { z } from 'zod';
import { Inconclusive } from '../../../errors.ts';
import { expected } from '../../../lib/schemas.ts';
import { partitionNow, waitForPartition } from '../../../steps/look-at-partition.ts';
import { checkPartition, partitionArg, timeoutArg } from '../../../steps/nodes.ts';
import { defineStep, type StepContext } from '../../../steps/step.ts';
import { leaderText } from '../../../steps/words.ts';

const type = z
  .enum(['preferred', 'unclean'], { error: expected('preferred, unclean, or a map with `type`') })
  .describe('preferred: the first of its replicas; unclean: whoever lives, when there is no leader');

const writtenMap = z.strictObject({ type, partition: partitionArg.optional(), timeout: timeoutArg });

type ElectArgs = z.output<typeof writtenMap>;

const schema = z.union([
  type.transform((electionType): ElectArgs => writtenMap.parse({ type: electionType })),
  writtenMap,
]);

/**
 * Leadership that moves while both leaders live, as an operator or `auto.leader.rebalance.enable` moves it: the old
 * leader has records that the new one may lack, and follows it. The proof is the cluster's: it held the election, and
 * afterwards names another leader, which answers as one.
 */
export const elect = defineStep({
  name: 'elect',
  kind: 'action',
  summary:
    'Ask the cluster to elect a leader of a partition: its preferred replica, or, without a leader, any',
  schema,
  example: 'elect: preferred',
  rules: (args, walk) => checkPartition(walk, args.partition),
  describe,
  async run(args, context) {
    const partition = context.partition(args.partition);
    const before = await leaderNow(context, partition);
    await requestElection(args, context, partition);
    const state = await waitForPartition(
      { ...context, partition: () => partition },
      {
        what: `${describe(args)}: another leader than ${before ?? 'none'}`,
        budgetMs: args.timeout,
        isReached: ({ leader }) => leader !== null && leader !== before,
      },
    );
    return `${before ?? 'no leader'} → ${leaderText(state)}, leader epoch ${state.epoch}`;
  },
});

async function leaderNow(context: StepContext, partition: string): Promise<string | null> {
  const state = await partitionNow(context, partition);
  if (!state) throw new Inconclusive(`elect: no node tells who leads ${partition}`);
  return state.leader;
}

async function requestElection(args: ElectArgs, context: StepContext, partition: string): Promise<void> {
  await using client = await context.cluster.client(context.signal);
  if (!client.elect) throw new Inconclusive(`${describe(args)}: this system elects only by itself`);
  const refusal = await client.elect(partition, args.type);
  if (refusal !== null)
    throw new Inconclusive(`${describe(args)}: the cluster refuses it: ${refusal}`, refusal);
}

function describe({ type: electionType, partition }: ElectArgs): string {
  const leader = electionType === 'preferred' ? 'the preferred leader' : 'a leader uncleanly';
  return `elect ${leader}${partition === undefined ? '' : ` of ${partition}`}`;
}
