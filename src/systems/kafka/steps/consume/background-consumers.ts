import { Inconclusive } from '../../../../errors.ts';
import { allDone } from '../../../../lib/all-done.ts';
import { waitUntil } from '../../../../lib/wait-until.ts';
import { countText } from '../../../../lib/words.ts';
import { runInBackground } from '../../../../steps/in-background.ts';
import type { LoadClient, LoadResult, StepContext } from '../../../../steps/step.ts';
import type { Client, Consumer, ConsumerTarget } from '../../../system.ts';
import { Reader, type ReaderOptions } from './reader.ts';

export interface ConsumingOptions extends ReaderOptions {
  readonly name: string;
  readonly consumers: number;
  readonly target: ConsumerTarget;
  readonly budgetMs: number;
}

interface Member {
  readonly name: string;
  readonly reader: Reader;
  readonly consumer: Consumer;
}

/** Opens a consumer in a process of its own, which an interrupt ends. */
export async function openReader(
  { signal }: StepContext,
  client: Client,
  target: ConsumerTarget,
  reader: Reader,
): Promise<Consumer> {
  if (!client.consumer) throw new Inconclusive('this system has no consumers');
  const consumer = await client.consumer(target, reader);
  const onAbort = () => void consumer.kill();
  signal.addEventListener('abort', onAbort);
  return {
    kill: () => consumer.kill(),
    async [Symbol.asyncDispose]() {
      signal.removeEventListener('abort', onAbort);
      await consumer[Symbol.asyncDispose]();
    },
  };
}

/** Several consumers side by side until they are stopped; answers when each has been given its partitions. */
export async function startConsuming(context: StepContext, options: ConsumingOptions): Promise<string> {
  const { name, consumers, target, budgetMs } = options;
  await using client = await context.cluster.client(context.signal);
  const living = new Set<Member>();
  const readers: Reader[] = [];
  const close = () => allDone([...living].map(async ({ consumer }) => consumer[Symbol.asyncDispose]()));
  runInBackground(context, {
    name,
    what: `the consumers ${name}`,
    clients: () => [...living].map((member) => clientOf(member, living)),
    result: () => resultOf(readers),
    read: () => readers.reduce((sum, { count }) => sum + count, 0),
    async work(ending) {
      await new Promise<void>((resolve) => ending.addEventListener('abort', () => resolve(), { once: true }));
      await close();
    },
  });
  for (let number = 1; number <= consumers; number += 1) {
    const reader = new Reader(context, options);
    readers.push(reader);
    const consumer = await openReader(context, client, target, reader);
    living.add({ name: consumers === 1 ? name : `${name}-${number}`, reader, consumer });
  }
  await waitUntil<true>({
    ...context,
    what: `wait until ${countText(consumers, 'consumer')} of ${name} took part`,
    budgetMs,
    look: async () => (readers.every(({ joins }) => joins > 0) ? { done: true } : { seen: seenOf(readers) }),
  });
  return `${countText(consumers, 'consumer')} in the background`;
}

function seenOf(readers: readonly Reader[]): string {
  const crash = readers.find((reader) => reader.crash)?.crash;
  const there = `${readers.filter(({ joins }) => joins > 0).length} there`;
  return crash ? `${there}; one crashed: ${crash.message}` : there;
}

function clientOf(member: Member, living: Set<Member>): LoadClient {
  return {
    name: member.name,
    async kill() {
      living.delete(member);
      const exit = await member.consumer.kill();
      member.reader.onKilled();
      await member.consumer[Symbol.asyncDispose]();
      return exit;
    },
  };
}

/** A consumer that stays away would let any cluster pass: what it is not handed shows nothing. */
function resultOf(readers: readonly Reader[]): LoadResult {
  const sum = (of: (reader: Reader) => number) => readers.reduce((total, reader) => total + of(reader), 0);
  const crash = readers.find((reader) => reader.crash)?.crash;
  const records = sum(({ count }) => count);
  const text = `${countText(records, 'record')} read by ${countText(readers.length, 'consumer')}, ${countText(
    sum(({ joins }) => joins),
    'assignment',
  )}`;
  return { didWork: records > 0 && !crash, text: crash ? `${text}; one crashed: ${crash.message}` : text };
}
