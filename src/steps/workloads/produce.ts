import { z } from 'zod';
import { Inconclusive } from '../../errors.ts';
import type { OutgoingRecord } from '../../systems/system.ts';
import { connect } from '../connection.ts';
import { timeoutArg } from '../node-args.ts';
import { Sender } from '../sender.ts';
import { defineStep } from '../step.ts';
import { count, newTally, tallyText } from '../tally.ts';
import { plural } from '../words.ts';
import { checkTarget, partitionsOf, positiveArg, workloadShape } from '../workload-args.ts';

const writtenMap = z.strictObject({ records: positiveArg, ...workloadShape, timeout: timeoutArg });

type ProduceArgs = z.output<typeof writtenMap>;

const schema = z.union([
  positiveArg.transform((records): ProduceArgs => writtenMap.parse({ records })),
  writtenMap,
]);

/** Each record is sent once and its outcome recorded as the client told it: the acknowledgements are what the run is about. */
export const produce = defineStep({
  name: 'produce',
  kind: 'workload',
  summary: 'Write records one request after the other and remember every acknowledgement',
  schema,
  example: 'produce: { records: 10, batch: 1, acks: all }',
  rules: (args, walk) => checkTarget(walk, args),
  describe: describeProduce,
  async run(args, context) {
    const tally = newTally();
    await using sender = new Sender(context, (partition) =>
      connect(context, { partition, acks: args.acks, budgetMs: args.timeout }),
    );
    const partitions = partitionsOf(context.plan, args);
    for (const [turn, records] of requestsOf(args, context.nextRound()).entries()) {
      context.signal.throwIfAborted();
      const partition = partitions[turn % partitions.length] ?? context.partition();
      count(tally, partition, records.length, await sender.send(partition, records));
    }
    if (tally.acknowledged > 0) return tallyText(tally);
    throw new Inconclusive(
      `${describeProduce(args)}: nothing was acknowledged; the last error was ${tally.lastError}`,
      tally.lastError,
    );
  },
});

function describeProduce({ records, acks, batch, topic, partition }: ProduceArgs): string {
  const where = partition ?? topic;
  const batches = batch === 1 ? '' : `, ${batch} a batch`;
  return `produce ${plural(records, 'record')}${where ? ` to ${where}` : ''}, acks=${acks === -1 ? 'all' : acks}${batches}`;
}

/** Values are unique over the run, as a value that comes twice would hide a loss; keys repeat each round, as in the demo. */
function requestsOf({ records, batch, key }: ProduceArgs, round: number): OutgoingRecord[][] {
  const all = Array.from({ length: records }, (_, sequence) => ({
    key: key === null ? null : `${key}${sequence}`,
    value: `${round}/${sequence}`,
  }));
  const requests = Math.ceil(records / batch);
  return Array.from({ length: requests }, (_, index) => all.slice(index * batch, (index + 1) * batch));
}
