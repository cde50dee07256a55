import type { ProducerTarget } from '../systems/system.ts';
import { type Connection, tryConnect } from './connection.ts';
import { everyMs } from './every-ms.ts';
import { runInBackground } from './in-background.ts';
import { Sender } from './sender.ts';
import type { LoadResult, StepContext } from './step.ts';
import { count, newTally, type Tally } from './tally.ts';
import { outgoingRecord, type RecordOptions } from './workload-args.ts';

export interface LoadOptions extends RecordOptions, Omit<ProducerTarget, 'partition'> {
  readonly name: string;
  readonly ratePerSecond: number;
  readonly batch: number;
  readonly partitions: readonly string[];
  /** After so long without an answer a request is unknown, and the next one is sent on a new connection. */
  readonly giveUpMs?: number | undefined;
}

const backoffMsMin = 50;
const backoffMsMax = 1000;

/** Sends at a steady rate until it is stopped or the run is aborted; broken connections are opened again. */
export function startLoad(context: StepContext, options: LoadOptions): void {
  const { name } = options;
  const tally = newTally();
  runInBackground(context, {
    name,
    what: name === 'load' ? 'the background load' : `the load ${name}`,
    work: (ending) => sendUntil(ending, context, options, tally),
    result: () => resultOf(tally),
  });
}

function resultOf({ acknowledged, unasked, sent }: Tally): LoadResult {
  const asked = `${acknowledged} acknowledged of ${sent} sent`;
  const text = unasked > 0 ? `${sent} sent, nobody was asked to acknowledge` : asked;
  return { didWork: acknowledged + unasked > 0, text };
}

async function sendUntil(
  ending: AbortSignal,
  context: StepContext,
  options: LoadOptions,
  tally: Tally,
): Promise<void> {
  const { acks, codec, idempotent = false, partitions, batch, ratePerSecond, giveUpMs } = options;
  const connect = (partition: string) =>
    reconnect(context, { partition, acks, idempotent, ...(codec ? { codec } : {}) }, ending);
  await using sender = new Sender(context, connect, giveUpMs);
  const round = context.nextRound();
  for await (const turn of everyMs((1000 * batch) / ratePerSecond, { clock: context.clock, ending })) {
    const partition = partitions[turn % partitions.length] ?? context.partition();
    const records = batchOf(options, round, turn);
    count(tally, partition, records.length, await sender.send(partition, records));
  }
}

function batchOf(options: LoadOptions, round: number, turn: number) {
  const { batch } = options;
  return Array.from({ length: batch }, (_, index) => outgoingRecord(options, round, turn * batch + index));
}

async function reconnect(
  context: StepContext,
  options: ProducerTarget,
  ending: AbortSignal,
): Promise<Connection> {
  for (let backoffMs = backoffMsMin; ; backoffMs = Math.min(2 * backoffMs, backoffMsMax)) {
    ending.throwIfAborted();
    const look = await tryConnect(context, options);
    if ('done' in look) return look.done;
    await context.clock.sleep(backoffMs, ending);
  }
}
