import type { Consumer } from 'kafkajs';
import type { Endpoint } from '../../../machines/machine.ts';
import { partitionName } from '../../../plan.ts';
import type { ConsumerListener, ConsumerTarget } from '../../system.ts';
import { kafkaOver } from './kafka-over.ts';
import { nameOf } from './messages.ts';
import { openSockets } from './sockets.ts';

// A group's coordinator is not there at once, and moves when its broker dies.
const retry = { retries: 8, initialRetryTime: 100, maxRetryTime: 1000 };
/** The least that a broker takes (group.min.session.timeout.ms). */
const sessionMs = 6000;
const heartbeatMs = 1000;
const fetchWaitMsMax = 200;
const leaveMsMax = 5000;

/** A kafkajs consumer in a group, as an application has it: it subscribes, is assigned partitions, and commits where it is. */
export async function openConsumer(
  options: ConsumerTarget & { readonly endpoints: readonly Endpoint[] },
  listener: ConsumerListener,
): Promise<AsyncDisposable> {
  const { endpoints, group, topics, isolation } = options;
  const sockets = openSockets();
  const consumer = kafkaOver(endpoints, sockets, retry).consumer({
    groupId: group,
    sessionTimeout: sessionMs,
    heartbeatInterval: heartbeatMs,
    maxWaitTimeInMs: fetchWaitMsMax,
    readUncommitted: isolation === 'uncommitted',
    allowAutoTopicCreation: false,
    retry,
  });
  const close = async () => {
    // It leaves its group with a request, which a paused broker never answers.
    const giveUp = setTimeout(() => sockets.abort(), leaveMsMax);
    await consumer.disconnect().finally(() => clearTimeout(giveUp));
  };
  await start(consumer, topics, listener).catch(async (error: unknown) => {
    sockets.abort();
    await consumer.disconnect().catch(() => undefined);
    throw error;
  });
  return { [Symbol.asyncDispose]: close };
}

async function start(
  consumer: Consumer,
  topics: readonly string[],
  listener: ConsumerListener,
): Promise<void> {
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    const assigned = Object.entries(payload.memberAssignment);
    listener.onAssigned(
      assigned.flatMap(([topic, numbers]) => numbers.map((each) => partitionName(topic, each))),
    );
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => listener.onCrash(payload.error));
  await consumer.connect();
  await consumer.subscribe({ topics: [...topics], fromBeginning: true });
  await consumer.run({
    eachBatch: async ({ batch }) =>
      listener.onRecords(
        partitionName(batch.topic, batch.partition),
        batch.messages.map((message) => [Number(message.offset), nameOf(message)] as const),
      ),
  });
}
