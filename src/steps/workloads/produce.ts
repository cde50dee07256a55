import { z } from 'zod';
import { Inconclusive } from '../../errors.ts';
import { formatSeconds } from '../../lib/duration.ts';
import { countText } from '../../lib/words.ts';
import type { OutgoingRecord } from '../../systems/system.ts';
import { connect } from '../connection.ts';
import { timeoutArg } from '../nodes.ts';
import { Sender } from '../sender.ts';
import { defineStep } from '../step.ts';
import { count, newTally, tallyText } from '../tally.ts';
import type { Walk } from '../walk.ts';
import {
  acksText,
  checkIdempotent,
  checkTarget,
  outgoingRecord,
  positiveArg,
  recordWords,
  targetPartitions,
  workloadShape,
} from '../workload-args.ts';

const writtenMap = z.strictObject({
  records: positiveArg,
  ...workloadShape,
  tombstones: positiveArg
    .optional()
    .describe('the last so many of the records have no value, which deletes their keys'),
  timeout: timeoutArg,
});

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
  rules(args, walk) {
    checkTarget(walk, args);
    checkIdempotent(walk, args);
    checkTombstones(args, walk);
    checkDuration(args, walk);
  },
  describe: describeProduce,
  async run(args, context) {
    const tally = newTally();
    const { acks, codec, idempotent, timeout: budgetMs } = args;
    await using sender = new Sender(context, (partition) =>
      connect(context, { partition, acks, codec, idempotent, budgetMs }),
    );
    const partitions = targetPartitions(context.plan, args);
    let turn = 0;
    for (const records of requestsOf(args, context.nextRound())) {
      context.signal.throwIfAborted();
      const partition = partitions[turn++ % partitions.length] ?? context.partition();
      count(tally, partition, records.length, await sender.send(partition, records));
    }
    if (tally.acknowledged + tally.unasked > 0) return tallyText(tally, context.plan);
    throw new Inconclusive(
      `${describeProduce(args)}: nothing was acknowledged; the last error was ${tally.lastError}`,
      tally.lastError,
    );
  },
});

function describeProduce(args: ProduceArgs): string {
  const { records, acks, batch, topic, partition, tombstones } = args;
  const where = partition ?? topic;
  return [
    `produce ${countText(records, 'record')}${where ? ` to ${where}` : ''}`,
    acksText(acks),
    ...(batch === 1 ? [] : [`${batch} a batch`]),
    ...recordWords(args),
    ...(tombstones ? [countText(tombstones, 'tombstone')] : []),
  ].join(', ');
}

/** One request after the other, made when its turn comes: there may be millions. */
function* requestsOf(args: ProduceArgs, round: number): Generator<OutgoingRecord[]> {
  const { records, batch, tombstones = 0 } = args;
  for (let first = 0; first < records; first += batch) {
    yield Array.from({ length: Math.min(batch, records - first) }, (_, index) => {
      const record = outgoingRecord(args, round, first + index);
      return first + index < records - tombstones ? record : { ...record, isTombstone: true };
    });
  }
}

function checkTombstones({ records, tombstones = 0, key }: ProduceArgs, walk: Walk): void {
  if (tombstones > records)
    walk.problem(`${countText(tombstones, 'tombstone')} of ${countText(records, 'record')} cannot be`, [
      'tombstones',
    ]);
  if (tombstones > 0 && key === null) walk.problem('a tombstone deletes a key: it needs one', ['tombstones']);
}

// No broker was seen to answer a request in less than 1 ms, nor a client to make a million records a second: whoever
// asks for more than ten times that meant another number.
const requestMsMin = 0.1;
const recordMsMin = 0.0001;

/** The run would end at its budget, inconclusive, after minutes. */
function checkDuration({ records, batch }: ProduceArgs, walk: Walk): void {
  const leastMs = Math.max((records / batch) * requestMsMin, records * recordMsMin);
  if (leastMs <= walk.budgetMs) return;
  const many = countText(records, 'record');
  const budget = formatSeconds(walk.budgetMs);
  walk.problem(
    `${many} in ${countText(Math.ceil(records / batch), 'request')} cannot end within the budget of ${budget}`,
    ['records'],
  );
}
