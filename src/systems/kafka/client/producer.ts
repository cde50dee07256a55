import type { Kafka } from 'kafkajs';
import type { Producer, SendOutcome } from '../../system.ts';
import type { TopicPartition } from './offsets.ts';
import { rootMessage, statusOf } from './outcome.ts';

const brokerTimeoutMs = 10_000;

/**
 * A kafkajs producer for one partition that never retries, so that every outcome is that of one request, and has one
 * request in flight, so that the order of sends is the order of offsets.
 */
export async function openProducer(kafka: Kafka, at: TopicPartition, acks: number): Promise<Producer> {
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    maxInFlightRequests: 1,
    retry: { retries: 0 },
    // The message names its partition; without this kafkajs warns about its changed default.
    createPartitioner: () => () => at.partition,
  });
  await producer.connect();
  return {
    async send(records): Promise<SendOutcome> {
      const messages = records.map(({ key, value }) => ({ key, value, partition: at.partition }));
      try {
        const [answer] = await producer.send({ topic: at.topic, acks, timeout: brokerTimeoutMs, messages });
        return { status: 'ok', baseOffset: offsetOf(answer?.baseOffset) };
      } catch (error) {
        return { status: statusOf(error), error: rootMessage(error) };
      }
    },
    [Symbol.asyncDispose]: () => producer.disconnect(),
  };
}

/** Null when the broker told none (acks=0, or -1 for a duplicate). */
function offsetOf(text: string | undefined): number | null {
  return text === undefined || Number(text) < 0 ? null : Number(text);
}
