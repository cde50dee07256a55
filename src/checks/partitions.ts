import type { EventOf, HistoryEvent } from '../history/event.ts';
import { planOf } from '../history/stored-plan.ts';
import { type Expectation, type Plan, type PlannedTopic, partitionIn, type TopicCleanup } from '../plan.ts';

/** A partition of the plan and the nodes that are to hold it. */
export interface PlannedPartition {
  readonly name: string;
  readonly replicas: readonly string[];
  /** How many there are to be, also where it is not told which. */
  readonly replicaCount: number;
  readonly cleanup: TopicCleanup | undefined;
  /** Each record is on some of the replicas only. */
  readonly isSpread: boolean;
}

/** Every partition of the plan's topics. */
export function plannedPartitions(topics: readonly PlannedTopic[]): PlannedPartition[] {
  return topics.flatMap((topic) => {
    const { partitions, replicas, assignment, cleanup, isSpread = false } = topic;
    return Array.from({ length: partitions }, (_, number) => ({
      name: partitionIn(topic, number),
      replicas: assignment[number] ?? [],
      replicaCount: Math.max(1, replicas),
      cleanup,
      isSpread,
    }));
  });
}

/** Where a partition lies is what the cluster told last: a step may have moved it. */
function reassigned(planned: PlannedPartition, { partition, replicas }: EventOf<'state'>): PlannedPartition {
  if (!replicas || partition !== planned.name) return planned;
  return { ...planned, replicas, replicaCount: Math.max(1, replicas.length) };
}

/** What `followPlan` answers with. */
export type PlanFollower = ReturnType<typeof followPlan>;

/** What several evidence checks follow: the plan's partitions, its expectation, and who was without a leader last. */
export function followPlan() {
  let partitions: readonly PlannedPartition[] = [];
  let planned: Plan | undefined;
  let expected: Expectation | undefined;
  const leaderless = new Set<string>();
  return {
    on(event: HistoryEvent): void {
      if (event.type === 'run') {
        planned = planOf(event);
        partitions = plannedPartitions(planned.topics);
        expected = planned.expect;
      }
      if (event.type !== 'state') return;
      if (event.replicas) partitions = partitions.map((partition) => reassigned(partition, event));
      if (event.leader === null) leaderless.add(event.partition);
      else leaderless.delete(event.partition);
    },
    /** As it is stored; undefined in a history without a plan. */
    stored: () => planned,
    partitions: () => partitions,
    /** A history without replicas to read was recorded by someone else. */
    hasReplicas: () => partitions.length > 0,
    compacts: (name: string) =>
      partitions.some((partition) => partition.name === name && partition.cleanup?.compacts === true),
    /**
     * That nothing is lost is a claim about every replica. That something is lost is shown by the final read alone: it
     * returns all that the leader has, and a client gets nothing else.
     */
    restsOnReplicas: () => !(expected?.loss === 'some' || (expected?.lost ?? 0) > 0),
    /** How many of the replicas must be seen at the end: all, or a majority where an acknowledgement rests on that. */
    neededReplicas: ({ replicaCount }: PlannedPartition) =>
      planned?.needsMajority ? Math.floor(replicaCount / 2) + 1 : replicaCount,
    isExpectedDown: (node: string) => expected?.down.includes(node) ?? false,
    /** Expected to be unavailable, and seen so: then it cannot be read. */
    isExcused: (partition: string) => expected?.unavailable === true && leaderless.has(partition),
    judgesAvailability: () => typeof expected?.unavailable === 'boolean',
    /** The final phase cannot succeed in full when the author expects nodes or the cluster to stay down. */
    expectsTrouble: () => expected?.unavailable === true || (expected?.down.length ?? 0) > 0,
  };
}
