import type { Plan } from '../../../plan.ts';
import type { PartitionState } from '../../system.ts';
import { hasEligibleLeaderReplicas } from '../features.ts';
import { brokerName } from '../layout.ts';
import { kafkaCluster } from '../schema.ts';
import { describeTopicPartitions } from './describe-topic-partitions.ts';
import { type PartitionMetadata, readMetadata } from './metadata.ts';
import { logEndOffset, type TopicPartition } from './offsets.ts';
import type { Wires } from './wires.ts';

export interface Asking {
  readonly plan: Plan;
  readonly wires: Wires;
  readonly live: readonly string[];
  readonly withEnds: boolean;
}

/** Asks the first live broker that answers, and, if wanted, each leader for its log end. */
export async function partitionStates(asking: Asking): Promise<readonly PartitionState[]> {
  const { plan, wires, live } = asking;
  const topics = plan.topics.map(({ name }) => name);
  const answered = hasEligibleLeaderReplicas(kafkaCluster(plan.cluster))
    ? await wires.first(live, (wire) => describeTopicPartitions(wire, topics))
    : (await wires.first(live, (wire) => readMetadata(wire, topics))).topics;
  const all = answered.flatMap((topic) => topic.partitions.map((at) => ({ topic: topic.topic, at })));
  return Promise.all(all.map(({ topic, at }) => stateOf(asking, topic, at)));
}

async function stateOf(asking: Asking, topic: string, at: PartitionMetadata): Promise<PartitionState> {
  const leader = at.leader < 0 ? null : brokerName(at.leader);
  return {
    partition: `${topic}-${at.partition}`,
    leader,
    isr: names(at.isr),
    epoch: at.leaderEpoch < 0 ? null : at.leaderEpoch,
    end: leader === null ? null : await endOf(asking, leader, { topic, partition: at.partition }),
    ...(at.elr ? { elr: names(at.elr) } : {}),
    ...(at.lastKnownElr ? { lastKnownElr: names(at.lastKnownElr) } : {}),
  };
}

function names(ids: readonly number[]): readonly string[] {
  return [...ids].sort((a, b) => a - b).map(brokerName);
}

/** Null when the named leader does not answer as one: metadata can be older than the leader's death. */
async function endOf(
  { wires, live, withEnds }: Asking,
  leader: string,
  at: TopicPartition,
): Promise<number | null> {
  // A paused leader would let the question hang until its time-out.
  if (!withEnds || !live.includes(leader)) return null;
  try {
    return await logEndOffset(await wires.to(leader), at);
  } catch {
    return null;
  }
}
