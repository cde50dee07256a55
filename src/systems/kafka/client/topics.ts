import kafkajsRequests from 'kafkajs/src/protocol/requests/index.js';
import { Inconclusive } from '../../../errors.ts';
import { waitUntil } from '../../../lib/wait-until.ts';
import type { PlannedTopic } from '../../../plan.ts';
import { brokerId } from '../layout.ts';
import { changeTimeoutMs, patient, type Wire } from './wire.ts';

const createTopicsRequest = kafkajsRequests.requests.CreateTopics.protocol({ version: 3 });

/**
 * Creates the topics. What the cluster refuses for the moment is asked again: on a machine that stands still a broker
 * that is just up may lose its first session, and is no replica until it has another one. `controller` is asked anew.
 */
export async function createTopics(
  topics: readonly PlannedTopic[],
  { controller, signal }: { readonly controller: () => Promise<Wire>; readonly signal: AbortSignal },
): Promise<void> {
  let isFirst = true;
  await waitUntil<true>({
    what: `creating ${topics.map(({ name }) => name).join(', ')}`,
    budgetMs: 2 * changeTimeoutMs,
    signal,
    look: async () => {
      const refusals = await refusalsOf(createOnce(await controller(), topics));
      const left = refusals.filter(({ type }) => isFirst || type !== 'TOPIC_ALREADY_EXISTS');
      isFirst = false;
      if (left.length === 0) return { done: true };
      const text = left.map(({ topic, type, message }) => `${topic}: ${type}, ${message}`).join('; ');
      if (left.some(({ type }) => !passing.includes(type)))
        throw new Inconclusive(`topics cannot be made: ${text}`);
      return { seen: text };
    },
  });
}

/** The errors that another try may not meet: a broker or the controller is not there at this moment. */
const passing = ['INVALID_REPLICA_ASSIGNMENT', 'NOT_CONTROLLER', 'BROKER_NOT_AVAILABLE', 'REQUEST_TIMED_OUT'];

interface Refusal {
  readonly topic: string;
  readonly type: string;
  readonly message: string;
}

/** kafkajs throws one error that holds one for each topic; whatever else is thrown is none of the brokers' answers. */
async function refusalsOf(creation: Promise<void>): Promise<readonly Refusal[]> {
  try {
    await creation;
    return [];
  } catch (error) {
    if (error instanceof Error && 'errors' in error && Array.isArray(error.errors)) return error.errors;
    throw error;
  }
}

/**
 * Creates the topics with their exact assignment; ask the controller. Partition count and replication factor are left
 * out, because a request with both an assignment and either of them is INVALID_REQUEST.
 */
async function createOnce(wire: Wire, topics: readonly PlannedTopic[]): Promise<void> {
  const request = createTopicsRequest({
    validateOnly: false,
    timeout: changeTimeoutMs,
    topics: topics.map((topic) => ({
      topic: topic.name,
      replicaAssignment: topic.assignment.map((brokers, partition) => ({
        partition,
        replicas: brokers.map(brokerId),
      })),
      configEntries: Object.entries(topic.config).map(([name, value]) => ({ name, value })),
    })),
  });
  await wire.send(patient(request));
}
