import type { Consumer } from 'kafkajs';
import { partitionName } from '../../../plan.ts';
import type { ConsumerListener, ConsumerTarget } from '../../system.ts';
import { coordinatorRetry, kafkaOver } from './kafka-over.ts';
import { mendFetch } from './mend-fetch.ts';
import { nameOf } from './messages.ts';
import type { Endpoints } from './own-process/calls.ts';
import { openSockets } from './sockets.ts';

/** The least that a broker takes (group.min.session.timeout.ms). */
const sessionMs = 6000;
const heartbeatMs = 1000;
const fetchWaitMsMax = 200;
const leaveMsMax = 5000;

/** One whose next batch waits until the last one was told. */
export type TellingListener = Omit<ConsumerListener, 'onRecords'> & {
  onRecords(...told: Parameters<ConsumerListener['onRecords']>): Promise<void>;
};

/** A kafkajs consumer in a group, as an application has it: it subscribes, is assigned partitions, and commits where it is. */
export async function openConsumer(
  options: Extract<ConsumerTarget, { readonly group: string }> & Endpoints,
  listener: TellingListener,
): Promise<AsyncDisposable> {
  const { endpoints, group, isolation } = options;
  mendFetch();
  const sockets = openSockets();
  const consumer = kafkaOver(Object.values(endpoints), sockets, coordinatorRetry).consumer({
    groupId: group,
    sessionTimeout: sessionMs,
    heartbeatInterval: heartbeatMs,
    maxWaitTimeInMs: fetchWaitMsMax,
    readUncommitted: isolation === 'uncommitted',
    allowAutoTopicCreation: false,
    retry: coordinatorRetry,
  });
  const close = async () => {
    // It leaves its group with a request, which a paused broker never answers.
    const giveUp = setTimeout(() => sockets.abort(), leaveMsMax);
    await consumer.disconnect().finally(() => clearTimeout(giveUp));
  };
  await start(consumer, options, listener).catch(async (error: unknown) => {
    sockets.abort();
    await consumer.disconnect().catch(() => undefined);
    throw error;
  });
  return { [Symbol.asyncDispose]: close };
}

async function start(
  consumer: Consumer,
  { topics, reset }: { readonly topics: readonly string[]; readonly reset: ConsumerTarget['reset'] },
  listener: TellingListener,
): Promise<void> {
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    const assigned = Object.entries(payload.memberAssignment);
    listener.onAssigned(
      assigned.flatMap(([topic, numbers]) => numbers.map((each) => partitionName(topic, each))),
    );
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => listener.onCrash(payload.error));
  await consumer.connect();
  await consumer.subscribe({ topics: [...topics], fromBeginning: reset === 'earliest' });
  await consumer.run({
    eachBatch: async ({ batch }) =>
      listener.onRecords(
        partitionName(batch.topic, batch.partition),
        batch.messages.map((message) => [Number(message.offset), nameOf(message)] as const),
      ),
  });
}
