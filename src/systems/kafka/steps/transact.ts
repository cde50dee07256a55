import { z } from 'zod';
import { Inconclusive } from '../../../errors.ts';
import { durationMs, expected } from '../../../lib/schemas.ts';
import { countText } from '../../../lib/words.ts';
import { partitionArg, timeoutArg } from '../../../steps/nodes.ts';
import { defineStep, type StepContext } from '../../../steps/step.ts';
import {
  addLoad,
  checkTarget,
  outgoingRecord,
  positiveArg,
  rateArg,
  rateText,
  targetPartitions,
  workloadShape,
} from '../../../steps/workload-args.ts';
import { startTransacting } from './transact/background-transactions.ts';
import { partsOf, Transacting } from './transact/transacting.ts';
import { openTransactor, type TransactionOutcome } from './transact/transactions.ts';

const ends = ['commit', 'abort', 'kill'] as const;
const transactionMsMin = 1000;

const end = z.enum(ends, { error: expected('commit, abort or kill') });

const writtenMap = z.strictObject({
  transactions: positiveArg.optional().describe('so many, one after the other'),
  rate: rateArg.optional().describe('instead: so many transactions a second or a minute, until `stop-load`'),
  name: z.string().min(1).default('transactions').describe('with a rate: what stop-load calls it'),
  producers: positiveArg.default(1).describe('with a rate: so many side by side'),
  records: positiveArg.default(4).describe('of each transaction; they take turns over the partitions'),
  end: z
    .union([end, z.array(end).min(1)])
    .default('commit')
    .transform((one) => (typeof one === 'string' ? [one] : one))
    .describe(
      'how each ends, or how they take turns; kill is a SIGKILL of its producer before it asks for a commit',
    ),
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
  rules(args, walk) {
    checkTarget(walk, args);
    if ((args.transactions === undefined) === (args.rate === undefined))
      walk.problem('say how many `transactions`, or their `rate` in the background');
    if (args.rate === undefined) {
      if (args.producers > 1)
        walk.problem('several producers work side by side: give them a `rate`', ['producers']);
      return;
    }
    addLoad(walk, args.name);
  },
  describe: describeTransact,
  async run(args, context) {
    const partitions = targetPartitions(context.plan, args);
    if (args.rate !== undefined) return runWithRate({ ...args, rate: args.rate }, partitions, context);
    const outcomes: TransactionOutcome[] = [];
    const round = context.nextRound();
    let sequence = 0;
    const next = () => outgoingRecord(args, round, sequence++);
    const target = { id: args.id, timeoutMs: args['transaction-timeout'], budgetMs: args.timeout };
    await using transacting = new Transacting(context, args.id, () => openTransactor(context, target));
    for (let each = 0; each < (args.transactions ?? 0); each += 1) {
      context.signal.throwIfAborted();
      const parts = partsOf(partitions, args.records, next);
      outcomes.push(await transacting.perform(parts, args.end[each % args.end.length] ?? 'commit'));
    }
    return resultOf(args, outcomes);
  },
});

const words = { commit: 'committed', abort: 'aborted', kill: 'their producer killed' } as const;

function describeTransact(args: TransactArgs): string {
  const { transactions = 0, rate, records, producers, name, partition, topic } = args;
  const where = partition ?? topic;
  const many = rate === undefined ? countText(transactions, 'transaction') : `${name} at ${rateText(rate)}`;
  return [
    `transact ${many}${where ? ` on ${where}` : ''}`,
    ...(producers > 1 ? [`${producers} producers`] : []),
    `${countText(records, 'record')} each`,
    args.end.map((each) => words[each]).join(' and '),
  ].join(', ');
}

/** The first producer must get its id, or nothing would be said of what stands in its way. */
async function runWithRate(
  args: TransactArgs & { readonly rate: number },
  partitions: readonly string[],
  context: StepContext,
): Promise<string> {
  const { rate, end, id, timeout, ...rest } = args;
  const timeoutMs = args['transaction-timeout'];
  const probe = await openTransactor(context, { id: `${id}-probe`, timeoutMs, budgetMs: timeout });
  await probe[Symbol.asyncDispose]();
  startTransacting(context, { ...rest, id, ratePerSecond: rate, ends: end, timeoutMs, partitions });
  return 'runs in the background';
}

function resultOf(args: TransactArgs, outcomes: readonly TransactionOutcome[]): string {
  const of = (status: TransactionOutcome['status']) =>
    outcomes.filter((outcome) => outcome.status === status);
  const commits = args.end.includes('commit');
  const appended = outcomes.reduce((sum, outcome) => sum + outcome.appended, 0);
  const happened = commits ? of('ok').length : appended;
  const lastError = outcomes.findLast(({ error }) => error)?.error ?? null;
  if (happened === 0) {
    const missing = commits ? 'none was committed' : 'nothing was appended';
    throw new Inconclusive(`transact: ${missing}; the last error was ${lastError}`, lastError);
  }
  return [
    `${of('ok').length} committed`,
    ...(of('fail').length > 0 ? [`${of('fail').length} not`] : []),
    ...(of('unknown').length > 0 ? [`${of('unknown').length} unknown`] : []),
    ...(args.end.every((each) => each === 'commit') ? [] : [`${appended} records appended`]),
  ].join(', ');
}
