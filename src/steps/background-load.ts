import { HarnessError, messageOf } from '../errors.ts';
import type { ProducerTarget } from '../systems/system.ts';
import { type Connection, tryConnect } from './connection.ts';
import { Sender } from './sender.ts';
import type { Load, LoadResult, StepContext } from './step.ts';
import { count, newTally } from './tally.ts';
import { outgoingRecord, type RecordOptions } from './workload-args.ts';

export interface LoadOptions extends RecordOptions, Omit<ProducerTarget, 'partition'> {
  readonly name: string;
  readonly ratePerSecond: number;
  readonly batch: number;
  readonly partitions: readonly string[];
  /** How long a request may go without an answer. */
  readonly giveUpMs?: number | undefined;
}

const backoffMsMin = 50;
const backoffMsMax = 1000;
/** A load that fell behind this far, as while no broker answers, starts a new schedule instead of a burst. */
const behindMsMax = 1000;

/** Sends at a steady rate until it is stopped or the run is aborted; broken connections are opened again. */
export function startLoad(context: StepContext, options: LoadOptions): Load {
  const halt = new AbortController();
  const ending = AbortSignal.any([halt.signal, context.signal]);
  const tally = newTally();
  let crash: unknown = null;
  const ended = sendUntil(ending, context, options, tally).catch((error: unknown) => {
    if (!isEnding(error, ending)) crash = error;
  });
  return {
    name: options.name,
    async stop() {
      halt.abort();
      await ended;
      if (crash === null) return resultOf(tally);
      throw new HarnessError(`load '${options.name}' crashed: ${messageOf(crash)}`, { cause: crash });
    },
  };
}

function resultOf({ acknowledged, unasked, sent }: ReturnType<typeof newTally>): LoadResult {
  const text =
    unasked > 0
      ? `${sent} sent, nobody was asked to acknowledge`
      : `${acknowledged} acknowledged of ${sent} sent`;
  return { didWork: acknowledged + unasked > 0, text };
}

/** Being stopped is no crash; but what fails while it is being stopped is one. */
function isEnding(error: unknown, ending: AbortSignal): boolean {
  const isAbort = error instanceof Error && error.name === 'AbortError';
  return ending.aborted && (isAbort || error === ending.reason);
}

async function sendUntil(
  ending: AbortSignal,
  context: StepContext,
  options: LoadOptions,
  tally: ReturnType<typeof newTally>,
): Promise<void> {
  const { acks, codec, idempotent = false, partitions, batch } = options;
  const connect = (partition: string) =>
    reconnect(context, { partition, acks, idempotent, ...(codec ? { codec } : {}) }, ending);
  await using sender = new Sender(context, connect, options.giveUpMs);
  const round = context.nextRound();
  const everyMs = (1000 * batch) / options.ratePerSecond;
  let due = context.clock.now();
  for (let turn = 0; !ending.aborted; turn += 1) {
    const now = context.clock.now();
    if (now < due) await context.clock.sleep(due - now, ending);
    due = Math.max(due + everyMs, now - behindMsMax);
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
