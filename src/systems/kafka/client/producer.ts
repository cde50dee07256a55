import { Kafka, logLevel } from 'kafkajs';
import type { Endpoint } from '../../../machines/machine.ts';
import type { Producer, SendOutcome } from '../../system.ts';
import type { TopicPartition } from './offsets.ts';
import { rootMessage, statusOf } from './outcome.ts';
import { openSockets, type Sockets } from './sockets.ts';

const connectionTimeoutMs = 1000;
const requestTimeoutMs = 30_000;
const brokerTimeoutMs = 10_000;

export interface ProducerOptions {
  readonly endpoints: readonly Endpoint[];
  readonly at: TopicPartition;
  readonly acks: number;
}

/**
 * A kafkajs producer for one partition that never retries, so that every outcome is that of one request, and has one
 * request in flight, so that the order of sends is the order of offsets.
 */
export async function openProducer({ endpoints, at, acks }: ProducerOptions): Promise<Producer> {
  const sockets = openSockets();
  const producer = kafkaOver(endpoints, sockets).producer({
    allowAutoTopicCreation: false,
    maxInFlightRequests: 1,
    retry: { retries: 0 },
    // The message names its partition; without this kafkajs warns about its changed default.
    createPartitioner: () => () => at.partition,
  });
  await producer.connect();
  let inFlight = 0;
  return {
    async send(records): Promise<SendOutcome> {
      const messages = records.map(({ key, value }) => ({ key, value, partition: at.partition }));
      inFlight += 1;
      try {
        const [answer] = await producer.send({ topic: at.topic, acks, timeout: brokerTimeoutMs, messages });
        return { status: 'ok', baseOffset: offsetOf(answer?.baseOffset) };
      } catch (error) {
        return { status: statusOf(error), error: rootMessage(error) };
      } finally {
        inFlight -= 1;
      }
    },
    async [Symbol.asyncDispose]() {
      // kafkajs waits for what is pending, and a paused broker never answers.
      if (inFlight > 0) sockets.abort();
      await producer.disconnect();
    },
  };
}

function kafkaOver(endpoints: readonly Endpoint[], { factory }: Sockets): Kafka {
  return new Kafka({
    clientId: 'fsync-lab',
    brokers: endpoints.map(({ host, port }) => `${host}:${port}`),
    connectionTimeout: connectionTimeoutMs,
    requestTimeout: requestTimeoutMs,
    retry: { retries: 0 },
    logLevel: logLevel.NOTHING,
    socketFactory: factory,
  });
}

/** Null when the broker told none (acks=0, or -1 for a duplicate). */
function offsetOf(text: string | undefined): number | null {
  return text === undefined || Number(text) < 0 ? null : Number(text);
}
