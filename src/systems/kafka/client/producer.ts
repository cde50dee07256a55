import { CompressionTypes, Kafka, logLevel, type Message } from 'kafkajs';
import { paddedTo } from '../../../lib/payload.ts';
import type { Endpoint } from '../../../machines/machine.ts';
import type { OutgoingRecord, Producer, ProducerTarget, SendOutcome } from '../../system.ts';
import type { TopicPartition } from './offsets.ts';
import { rootMessage, statusOf } from './outcome.ts';
import { openSockets, type Sockets } from './sockets.ts';

const connectionTimeoutMs = 1000;
const requestTimeoutMs = 30_000;
const brokerTimeoutMs = 10_000;

export interface ProducerOptions extends Omit<ProducerTarget, 'partition'> {
  readonly endpoints: readonly Endpoint[];
  readonly at: TopicPartition;
}

const compressions = {
  none: CompressionTypes.None,
  gzip: CompressionTypes.GZIP,
  snappy: CompressionTypes.Snappy,
  lz4: CompressionTypes.LZ4,
  zstd: CompressionTypes.ZSTD,
} as const;

/**
 * A kafkajs producer for one partition that never retries, so that every outcome is that of one request, and has one
 * request in flight, so that the order of sends is the order of offsets.
 */
export async function openProducer(options: ProducerOptions): Promise<Producer> {
  const { endpoints, at, acks, codec = 'none' } = options;
  const compression = compressions[codec];
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
      const messages = records.map((record) => ({ ...messageOf(record), partition: at.partition }));
      inFlight += 1;
      try {
        const [answer] = await producer.send({
          topic: at.topic,
          acks,
          timeout: brokerTimeoutMs,
          compression,
          messages,
        });
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

/** The header that names a tombstone, which has no value to be known by. */
export const idHeader = 'id';

function messageOf({ key, value, isTombstone, bytes = 0, ageMs }: OutgoingRecord): Message {
  return {
    key,
    value: isTombstone ? null : paddedTo(value, bytes),
    ...(isTombstone ? { headers: { [idHeader]: value } } : {}),
    ...(ageMs === undefined ? {} : { timestamp: String(Date.now() - ageMs) }),
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
