import kafkajsRequests from 'kafkajs/src/protocol/requests/index.js';
import type { TopicPartition } from './offsets.ts';
import { changeTimeoutMs, patient, type Wire } from './wire.ts';

const deleteRecordsRequest = kafkajsRequests.requests.DeleteRecords.protocol({ version: 1 });

interface Answer {
  readonly topics: readonly { readonly partitions: readonly { readonly lowWatermark: string }[] }[];
}

/** Kafka's DeleteRecords API, asked of the leader; answers once every live replica begins there (its low watermark). */
export async function deleteRecords(
  wire: Wire,
  { topic, partition }: TopicPartition,
  below: number,
): Promise<number> {
  const topics = [{ topic, partitions: [{ partition, offset: String(below) }] }];
  const answer = await wire.send<Answer>(patient(deleteRecordsRequest({ timeout: changeTimeoutMs, topics })));
  return Number(answer.topics[0]?.partitions[0]?.lowWatermark);
}
