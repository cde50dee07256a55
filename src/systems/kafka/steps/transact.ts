import { z } from 'zod';
import { Inconclusive } from '../../../errors.ts';
import { durationMs, expected } from '../../../lib/schemas.ts';
import { countText } from '../../../lib/words.ts';
import { partitionArg, timeoutArg } from '../../../steps/node-args.ts';
import { defineStep, type StepContext } from '../../../steps/step.ts';
import {
  checkTarget,
  outgoingRecord,
  positiveArg,
  targetPartitions,
  workloadShape,
} from '../../../steps/workload-args.ts';
import type { Transactor } from '../../system.ts';
import {
  openTransactor,
  performTransaction,
  type TransactionOutcome,
  type TransactionPart,
} from './transact/transactions.ts';

const ends = ['commit', 'abort', 'kill'] as const;
const transactionMsMin = 1000;

const writtenMap = z.strictObject({
  transactions: positiveArg,
  records: positiveArg.default(4).describe('of each transaction; they take turns over the partitions'),
  end: z
    .enum(ends, { error: expected('commit, abort or kill') })
    .default('commit')
    .describe('how each ends; kill breaks the connections of its producer before it asks for a commit'),
  id: z
    .string()
    .min(1)
    .default('transactor')
    .describe('the transactional id; a new producer with it fences the old one'),
  topic: workloadShape.topic,
  partition: partitionArg.optional(),
  key: workloadShape.key,
  'transaction-timeout': durationMs
    .refine((ms) => ms >= transactionMsMin, { error: expected('1s or more') })
    .default(10_000)
    .describe('after so long the cluster aborts a transaction whose producer is gone'),
  timeout: timeoutArg,
});

type TransactArgs = z.output<typeof writtenMap>;

const schema = z.union([
  positiveArg.transform((transactions): TransactArgs => writtenMap.parse({ transactions })),
  writtenMap,
]);

/** A transaction is one operation: what it sent counts when its commit was confirmed, and must never be seen when none was asked for. */
export const transact = defineStep({
  name: 'transact',
  kind: 'workload',
  summary: 'Write records in transactions: committed, aborted, or left behind by a killed producer',
  schema,
  example: 'transact: { transactions: 3, records: 4, end: commit }',
  rules: (args, walk) => checkTarget(walk, args),
  describe: ({ transactions, records, end, partition, topic }) =>
    [
      `transact ${countText(transactions, 'transaction')}${partition || topic ? ` on ${partition ?? topic}` : ''}`,
      `${countText(records, 'record')} each`,
      words[end],
    ].join(', '),
  async run(args, context) {
    const outcomes: TransactionOutcome[] = [];
    const round = context.nextRound();
    let sequence = 0;
    await using client = newClient(context, args);
    for (let each = 0; each < args.transactions; each += 1) {
      context.signal.throwIfAborted();
      outcomes.push(
        await client.perform(partsOf(args, context, () => outgoingRecord(args, round, sequence++))),
      );
    }
    return resultOf(args, outcomes);
  },
});

const words = { commit: 'committed', abort: 'aborted', kill: 'their producer killed' } as const;

function partsOf(
  args: TransactArgs,
  { plan }: StepContext,
  next: () => ReturnType<typeof outgoingRecord>,
): TransactionPart[] {
  const partitions = targetPartitions(plan, args);
  const count = (index: number) =>
    Math.floor((args.records + partitions.length - 1 - index) / partitions.length);
  return partitions
    .map((partition, index) => ({ partition, records: Array.from({ length: count(index) }, next) }))
    .filter(({ records }) => records.length > 0);
}

/** A producer lives until a transaction of it goes wrong; the next one gets a new producer, and a new process in the history. */
function newClient(context: StepContext, args: TransactArgs) {
  let current: { readonly transactor: Transactor; readonly process: number } | undefined;
  const target = { id: args.id, timeoutMs: args['transaction-timeout'], budgetMs: args.timeout };
  // A request to a paused broker would outlast an interrupt.
  const onAbort = () => current?.transactor.cut();
  context.signal.addEventListener('abort', onAbort);
  const close = async () => {
    const closing = current;
    current = undefined;
    await closing?.transactor[Symbol.asyncDispose]();
  };
  return {
    async perform(parts: readonly TransactionPart[]): Promise<TransactionOutcome> {
      current ??= { transactor: await openTransactor(context, target), process: context.nextProcess() };
      const outcome = await performTransaction(context, { ...current, parts, end: args.end });
      const isUsable = outcome.status === 'ok' || (outcome.status === 'fail' && outcome.error === 'aborted');
      if (!isUsable) await close();
      return outcome;
    },
    async [Symbol.asyncDispose]() {
      context.signal.removeEventListener('abort', onAbort);
      await close();
    },
  };
}

function resultOf(args: TransactArgs, outcomes: readonly TransactionOutcome[]): string {
  const of = (status: TransactionOutcome['status']) =>
    outcomes.filter((outcome) => outcome.status === status);
  const happened = args.end === 'commit' ? of('ok') : outcomes.filter(({ appended }) => appended > 0);
  const lastError = outcomes.findLast(({ error }) => error)?.error ?? null;
  if (happened.length === 0) {
    const missing = args.end === 'commit' ? 'none was committed' : 'nothing was appended';
    throw new Inconclusive(`transact: ${missing}; the last error was ${lastError}`, lastError);
  }
  return [
    `${of('ok').length} committed`,
    ...(of('fail').length > 0 ? [`${of('fail').length} not`] : []),
    ...(of('unknown').length > 0 ? [`${of('unknown').length} unknown`] : []),
    ...(args.end === 'commit'
      ? []
      : [`${outcomes.reduce((sum, { appended }) => sum + appended, 0)} records appended`]),
  ].join(', ');
}
