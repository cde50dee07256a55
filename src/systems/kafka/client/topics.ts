import kafkajsRequests from 'kafkajs/src/protocol/requests/index.js';
import type { PlannedTopic } from '../../../plan.ts';
import { brokerId } from '../layout.ts';
import type { Wire } from './wire.ts';

const createTopicsRequest = kafkajsRequests.requests.CreateTopics.protocol({ version: 3 });
const timeoutMs = 30_000;

/**
 * Creates the topics with their exact assignment; ask the controller. Partition count and replication factor are left
 * out, because a request with both an assignment and either of them is INVALID_REQUEST.
 */
export async function createTopics(wire: Wire, topics: readonly PlannedTopic[]): Promise<void> {
  await wire.send({
    ...createTopicsRequest({
      validateOnly: false,
      timeout: timeoutMs,
      topics: topics.map((topic) => ({
        topic: topic.name,
        replicaAssignment: topic.assignment.map((brokers, partition) => ({
          partition,
          replicas: brokers.map(brokerId),
        })),
        configEntries: Object.entries(topic.config).map(([name, value]) => ({ name, value })),
      })),
    }),
    requestTimeout: 2 * timeoutMs,
  });
}
