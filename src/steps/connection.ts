import { messageOf } from '../errors.ts';
import { type Look, unlessAborted, waitUntil } from '../lib/wait-until.ts';
import type { Producer, ProducerTarget } from '../systems/system.ts';
import type { StepContext } from './step.ts';
import { stateText } from './words.ts';

/** A client of its own and its producer, as metadata and sockets go stale with every fault. */
export interface Connection {
  readonly producer: Producer;
  /** What it asks for: -1 for all in the ISR, 1 for the leader alone. */
  readonly acks: number;
  close(): Promise<void>;
}

/** Connects when the partition has a leader that answers; else tells what was seen instead. */
export async function tryConnect(
  { cluster, signal }: StepContext,
  target: ProducerTarget,
): Promise<Look<Connection>> {
  try {
    const states = await unlessAborted(cluster.partitions(signal), signal);
    const state = states.find((candidate) => candidate.partition === target.partition);
    if (!state || state.leader === null || state.end === null)
      return { seen: stateText(state, cluster.plan) };
    const client = await cluster.client(signal);
    const producer = await client.producer(target).catch(async (error: unknown) => {
      await client[Symbol.asyncDispose]();
      throw error;
    });
    return { done: { producer, acks: target.acks, close: () => closeBoth(producer, client) } };
  } catch (error) {
    signal.throwIfAborted();
    return { seen: messageOf(error) };
  }
}

/** Waits until the partition has a leader that answers. */
export function connect(
  context: StepContext,
  options: ProducerTarget & { readonly budgetMs: number },
): Promise<Connection> {
  return waitUntil({
    ...context,
    what: `wait for a leader of ${options.partition} that takes records`,
    budgetMs: options.budgetMs,
    look: () => tryConnect(context, options),
  });
}

/** What a broken connection says when it is closed is no evidence of anything. */
async function closeBoth(...parts: readonly AsyncDisposable[]): Promise<void> {
  for (const part of parts) {
    try {
      await part[Symbol.asyncDispose]();
    } catch {}
  }
}
