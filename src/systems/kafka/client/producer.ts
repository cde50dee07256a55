import { CompressionTypes } from 'kafkajs';
import type { Endpoint } from '../../../machines/machine.ts';
import type { Producer, ProducerTarget, SendOutcome } from '../../system.ts';
import { brokerTimeoutMs, kafkaOver } from './kafka-over.ts';
import { messageOf, offsetOf } from './messages.ts';
import type { TopicPartition } from './offsets.ts';
import { rootMessage, statusOf } from './outcome.ts';
import { openSockets, type Sockets } from './sockets.ts';

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

// kafkajs refuses an idempotent producer without a retry. A retry carries the same sequence numbers, so a broker keeps
// the batch once and answers with the offset of the first; but after a failure nobody knows which try it was that failed.
const idempotentRetry = { retries: 1, initialRetryTime: 50 };

/**
 * A broker that cannot take a record with acks=0 closes the connection, so that the client looks anew who leads
 * (KafkaApis.handleProduceRequest). kafkajs would go on with the leader that it knows.
 */
function unasked(sockets: Sockets): SendOutcome {
  if (sockets.closed() === 0) return { status: 'unasked' };
  return { status: 'unknown', error: 'a broker closed a connection, and with acks=0 says nothing else' };
}

/**
 * A kafkajs producer for one partition that never retries, so that every outcome is that of one request, and has one
 * request in flight, so that the order of sends is the order of offsets. An idempotent one retries once, and its
 * failures are all unknown.
 */
export async function openProducer(options: ProducerOptions): Promise<Producer> {
  const { endpoints, at, acks, codec = 'none', idempotent = false } = options;
  const compression = compressions[codec];
  const sockets = openSockets();
  const producer = kafkaOver(endpoints, sockets).producer({
    allowAutoTopicCreation: false,
    maxInFlightRequests: 1,
    idempotent,
    retry: idempotent ? idempotentRetry : { retries: 0 },
    // The message names its partition; without this kafkajs warns about its changed default.
    createPartitioner: () => () => at.partition,
  });
  await producer.connect();
  let inFlight = 0;
  return {
    async send(records): Promise<SendOutcome> {
      const messages = records.map((record) => messageOf(record, at.partition));
      inFlight += 1;
      try {
        const [answer] = await producer.send({
          topic: at.topic,
          acks,
          timeout: brokerTimeoutMs,
          compression,
          messages,
        });
        if (acks === 0) return unasked(sockets);
        return { status: 'ok', baseOffset: offsetOf(answer?.baseOffset) };
      } catch (error) {
        return { status: idempotent ? 'unknown' : statusOf(error), error: rootMessage(error) };
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
