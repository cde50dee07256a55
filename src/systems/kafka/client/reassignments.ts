import kafkajsRequests from 'kafkajs/src/protocol/requests/index.js';
import { Inconclusive, messageOf } from '../../../errors.ts';
import type { TopicPartition } from './offsets.ts';
import { changeTimeoutMs, patient, type Wire } from './wire.ts';

const { AlterPartitionReassignments, ListPartitionReassignments } = kafkajsRequests.requests;
const alterRequest = AlterPartitionReassignments.protocol({ version: 0 });
const listRequest = ListPartitionReassignments.protocol({ version: 0 });

/** Asks the controller to move the partition to these brokers (KIP-455); it answers before the move is done. */
export async function reassign(
  wire: Wire,
  { topic, partition }: TopicPartition,
  replicas: readonly number[],
): Promise<void> {
  const topics = [{ topic, partitionAssignment: [{ partition, replicas }] }];
  const call = patient(alterRequest({ topics, timeout: changeTimeoutMs }));
  await wire.send(call).catch((error: unknown) => {
    throw new Inconclusive(`the cluster refuses it: ${refusalIn(error)}`);
  });
}

/** Whether the controller still moves the partition. */
export async function isReassigning(wire: Wire, { topic, partition }: TopicPartition): Promise<boolean> {
  const topics = [{ topic, partitions: [partition] }];
  const call = patient(listRequest({ topics, timeout: changeTimeoutMs }));
  const answer = await wire.send<{ readonly topics: readonly unknown[] }>(call);
  return answer.topics.length > 0;
}

/** kafkajs gathers the partitions' errors in one that says nothing itself. */
function refusalIn(error: unknown): string {
  const gathered =
    error instanceof Error && 'errors' in error && Array.isArray(error.errors) ? error.errors : [];
  return messageOf(gathered[0] ?? error);
}
