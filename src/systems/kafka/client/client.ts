import { Inconclusive } from '../../../errors.ts';
import { waitUntil } from '../../../lib/wait-until.ts';
import type { Address } from '../../../machines/machine.ts';
import type { Plan, PlannedNode } from '../../../plan.ts';
import type { Client, LookOptions } from '../../system.ts';
import { brokerId, brokerName } from '../layout.ts';
import { teachCodecs } from './codecs.ts';
import { deleteRecords } from './delete-records.ts';
import { electLeader } from './elect-leaders.ts';
import { type Metadata, readMetadata } from './metadata.ts';
import { logStartOffset, stabilityOf, type TopicPartition } from './offsets.ts';
import { spawnConsumer, spawnTransactor } from './own-process/clients.ts';
import { partitionStates } from './partition-states.ts';
import { openProducer } from './producer.ts';
import { readPartitionToEnd } from './read-to-end.ts';
import { isReassigning, reassign } from './reassignments.ts';
import { topicPartition } from './topic-partition.ts';
import { createTopics } from './topics.ts';
import type { Wire } from './wire.ts';
import { openWires, type Wires } from './wires.ts';

const controllerBudgetMs = 60_000;

export interface ClientOptions {
  readonly plan: Plan;
  readonly addressOf: (node: string, port: string) => Address;
  readonly liveNodes: readonly string[];
  readonly mayDiffer?: boolean;
  readonly signal: AbortSignal;
}

/** A client over these live brokers. kafkajs does the writing; what it cannot tell is asked from the brokers directly. */
export async function openClient({
  plan,
  addressOf,
  liveNodes,
  mayDiffer = false,
  signal,
}: ClientOptions): Promise<Client> {
  const endpointOf = (broker: string) => addressOf(broker, 'clients').fromHost;
  teachCodecs();
  const endpointsOf = (brokers: readonly string[]) =>
    Object.fromEntries(brokers.map((broker) => [broker, endpointOf(broker)]));
  const wires = openWires(endpointOf);
  const states = ({ withEnds }: LookOptions = { withEnds: true }) =>
    partitionStates({ plan, wires, live: liveNodes, mayDiffer, withEnds });
  const leaderOf = async (partition: string) =>
    (await states()).find((state) => state.partition === partition)?.leader ?? null;
  /** What the partition's leader answers; null when there is none. */
  const atLeader = async <T>(partition: string, ask: (wire: Wire, at: TopicPartition) => Promise<T>) => {
    const leader = await leaderOf(partition);
    return leader === null ? null : ask(await wires.to(leader), topicPartition(partition));
  };
  const controller = async () => wires.to(await controllerOf(wires, liveNodes, signal));
  return {
    partitions: states,
    createTopics: (wanted) => createTopics(wanted, { controller, signal }),
    elect: async (partition, type) => electLeader(await controller(), topicPartition(partition), type),
    reassign: async (partition, nodes) =>
      reassign(await controller(), topicPartition(partition), nodes.map(brokerId)),
    isReassigning: async (partition) => isReassigning(await controller(), topicPartition(partition)),
    producer: ({ partition, ...how }) =>
      openProducer({ endpoints: liveNodes.map(endpointOf), at: topicPartition(partition), ...how }),
    transactor: (target) => spawnTransactor({ endpoints: endpointsOf(liveNodes), ...target }),
    consumer(target, listener) {
      // One of partitions asks whoever leads later, which may be a broker that does not run now.
      const brokers = 'group' in target ? liveNodes : plan.nodes.filter(isBroker).map(({ name }) => name);
      return spawnConsumer({ endpoints: endpointsOf(brokers), ...target }, listener);
    },
    stability: (partition) => atLeader(partition, stabilityOf),
    async deleteRecords(partition, below) {
      const start = await atLeader(partition, (wire, at) => deleteRecords(wire, at, below));
      if (start === null) throw new Inconclusive(`${partition} has no leader`);
      return start;
    },
    logStart: (partition) => atLeader(partition, logStartOffset),
    async readToEnd(partition, readSignal, isolation) {
      const read = await atLeader(partition, (wire, at) =>
        readPartitionToEnd(wire, at, readSignal, isolation),
      );
      return read ?? { records: [], atEnd: null, why: 'the partition has no leader' };
    },
    [Symbol.asyncDispose]: () => wires[Symbol.asyncDispose](),
  };
}

const isBroker = ({ holdsData }: PlannedNode) => holdsData;

/**
 * Right after a start metadata may still name controller -1 and miss brokers: wait for both. With ZooKeeper it goes on
 * naming one that is dead until its session is over; with KRaft any broker that lives serves, as it passes requests on.
 */
async function controllerOf(wires: Wires, live: readonly string[], signal: AbortSignal): Promise<string> {
  const wanted = live.map(brokerId);
  const metadata = await waitUntil<Metadata>({
    what: `a controller that knows the brokers ${live.join(', ')}`,
    budgetMs: controllerBudgetMs,
    signal,
    look: async () => {
      const seen = await wires.first(live, (wire) => readMetadata(wire, []));
      const isComplete = wanted.includes(seen.controller) && wanted.every((id) => seen.brokers.includes(id));
      return isComplete ? { done: seen } : { seen: { controller: seen.controller, brokers: seen.brokers } };
    },
  });
  return brokerName(metadata.controller);
}
