import { Kafka, logLevel } from 'kafkajs';
import { Inconclusive } from '../../../errors.ts';
import { waitUntil } from '../../../lib/wait-until.ts';
import type { Address } from '../../../machines/machine.ts';
import { type Plan, parsePartition } from '../../../plan.ts';
import type { Client, PartitionState } from '../../system.ts';
import { brokerId, brokerName } from '../layout.ts';
import { type Metadata, type PartitionMetadata, readMetadata } from './metadata.ts';
import { logEndOffset, type TopicPartition } from './offsets.ts';
import { openProducer } from './producer.ts';
import { readPartitionToEnd } from './read-to-end.ts';
import { createTopics } from './topics.ts';
import { openWires, type Wires } from './wires.ts';

const controllerBudgetMs = 60_000;
const connectionTimeoutMs = 1000;
const requestTimeoutMs = 30_000;

export interface ClientOptions {
  readonly plan: Plan;
  readonly addressOf: (node: string, port: string) => Address;
  readonly liveNodes: readonly string[];
  readonly signal: AbortSignal;
}

/** A client over these live brokers. kafkajs does the writing; what it cannot tell is asked from the brokers directly. */
export async function openClient({ plan, addressOf, liveNodes, signal }: ClientOptions): Promise<Client> {
  const endpointOf = (broker: string) => addressOf(broker, 'clients').fromHost;
  const wires = openWires(endpointOf);
  const topics = plan.topics.map(({ name }) => name);
  const kafka = kafkaClient(liveNodes.map(endpointOf));
  return {
    partitions: () => partitionStates(wires, liveNodes, topics),
    async createTopics(wanted) {
      const controller = await controllerOf(wires, liveNodes, signal);
      await createTopics(await wires.to(controller), wanted);
    },
    producer: ({ partition, acks }) => openProducer(kafka, topicPartition(partition), acks),
    async readToEnd(partition, readSignal) {
      const at = topicPartition(partition);
      const states = await partitionStates(wires, liveNodes, topics);
      const leader = states.find((state) => state.partition === partition)?.leader;
      if (!leader) return { records: [], atEnd: null, why: 'the partition has no leader' };
      return readPartitionToEnd(await wires.to(leader), at, readSignal);
    },
    [Symbol.asyncDispose]: () => wires[Symbol.asyncDispose](),
  };
}

function kafkaClient(endpoints: readonly { readonly host: string; readonly port: number }[]): Kafka {
  return new Kafka({
    clientId: 'fsync-lab',
    brokers: endpoints.map(({ host, port }) => `${host}:${port}`),
    connectionTimeout: connectionTimeoutMs,
    requestTimeout: requestTimeoutMs,
    retry: { retries: 0 },
    logLevel: logLevel.NOTHING,
  });
}

function topicPartition(name: string): TopicPartition {
  const parsed = parsePartition(name);
  if (!parsed) throw new Inconclusive(`'${name}' is no partition`);
  return parsed;
}

/** Asks the first live broker that answers, and each leader for its log end. */
async function partitionStates(wires: Wires, live: readonly string[], topics: readonly string[]) {
  const { topics: answered } = await wires.first(live, (wire) => readMetadata(wire, topics));
  const all = answered.flatMap((topic) => topic.partitions.map((at) => ({ topic: topic.topic, at })));
  return Promise.all(all.map(({ topic, at }) => stateOf(wires, live, topic, at)));
}

async function stateOf(
  wires: Wires,
  live: readonly string[],
  topic: string,
  at: PartitionMetadata,
): Promise<PartitionState> {
  const leader = at.leader < 0 ? null : brokerName(at.leader);
  return {
    partition: `${topic}-${at.partition}`,
    leader,
    isr: [...at.isr].sort((a, b) => a - b).map(brokerName),
    epoch: at.leaderEpoch < 0 ? null : at.leaderEpoch,
    // A paused leader would let the question hang until its time-out.
    end:
      leader === null || !live.includes(leader)
        ? null
        : await endOf(wires, leader, { topic, partition: at.partition }),
  };
}

/** Null when the named leader does not answer as one: metadata can be older than the leader's death. */
async function endOf(wires: Wires, leader: string, at: TopicPartition): Promise<number | null> {
  try {
    return await logEndOffset(await wires.to(leader), at);
  } catch {
    return null;
  }
}

/** Right after a start metadata may still name controller -1 and miss brokers: wait for both. */
async function controllerOf(wires: Wires, live: readonly string[], signal: AbortSignal): Promise<string> {
  const wanted = live.map(brokerId);
  const metadata = await waitUntil<Metadata>({
    what: `a controller that knows the brokers ${live.join(', ')}`,
    budgetMs: controllerBudgetMs,
    signal,
    look: async () => {
      const seen = await wires.first(live, (wire) => readMetadata(wire, []));
      const isComplete = seen.controller >= 0 && wanted.every((id) => seen.brokers.includes(id));
      return isComplete ? { done: seen } : { seen: { controller: seen.controller, brokers: seen.brokers } };
    },
  });
  return brokerName(metadata.controller);
}
