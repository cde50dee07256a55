import { Inconclusive } from '../../../errors.ts';
import type { Plan } from '../../../plan.ts';
import type { PartitionState } from '../../system.ts';
import { hasEligibleLeaderReplicas } from '../features.ts';
import { brokerName } from '../layout.ts';
import { kafkaCluster } from '../schema.ts';
import { describeTopicPartitions } from './describe-topic-partitions.ts';
import { type PartitionMetadata, readMetadata, type TopicMetadata } from './metadata.ts';
import { logEndOffset, type TopicPartition } from './offsets.ts';
import type { Wire } from './wire.ts';
import type { Wires } from './wires.ts';

export interface Asking {
  readonly plan: Plan;
  readonly wires: Wires;
  readonly live: readonly string[];
  /** Every broker has metadata of its own: where the network is cut, each may have another leader. */
  readonly mayDiffer: boolean;
  readonly withEnds: boolean;
}

/** Asks the first live broker that answers, or all where they may differ, and, if wanted, each leader for its log end. */
export async function partitionStates(asking: Asking): Promise<readonly PartitionState[]> {
  const { wires, live, mayDiffer } = asking;
  const answers = mayDiffer
    ? await allAnswers(asking)
    : [await wires.first(live, (wire) => topicsFrom(wire, asking))];
  return Promise.all(newestOf(answers).map(({ topic, at }) => stateOf(asking, topic, at)));
}

async function allAnswers(asking: Asking): Promise<readonly (readonly TopicMetadata[])[]> {
  const { wires, live } = asking;
  const asked = await Promise.allSettled(
    live.map((broker) => wires.first([broker], (wire) => topicsFrom(wire, asking))),
  );
  const answered = asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  if (answered.length === 0) throw new Inconclusive('no broker answers');
  return answered;
}

async function topicsFrom(wire: Wire, { plan }: Asking): Promise<readonly TopicMetadata[]> {
  const topics = plan.topics.map(({ name }) => name);
  return hasEligibleLeaderReplicas(kafkaCluster(plan.cluster))
    ? describeTopicPartitions(wire, topics)
    : (await readMetadata(wire, topics)).topics;
}

interface Located {
  readonly topic: string;
  readonly at: PartitionMetadata;
}

/** Of each partition the answer of the highest leader epoch, which only the controller can raise; else the first. */
function newestOf(answers: readonly (readonly TopicMetadata[])[]): readonly Located[] {
  const newest = new Map<string, Located>();
  for (const { topic, partitions } of answers.flat()) {
    for (const at of partitions) {
      const name = `${topic}-${at.partition}`;
      const known = newest.get(name);
      if (!known || at.leaderEpoch > known.at.leaderEpoch) newest.set(name, { topic, at });
    }
  }
  return [...newest.values()];
}

async function stateOf(asking: Asking, topic: string, at: PartitionMetadata): Promise<PartitionState> {
  const leader = at.leader < 0 ? null : brokerName(at.leader);
  return {
    partition: `${topic}-${at.partition}`,
    leader,
    isr: names(at.isr),
    epoch: at.leaderEpoch < 0 ? null : at.leaderEpoch,
    end: leader === null ? null : await endOf(asking, leader, { topic, partition: at.partition }),
    replicas: at.replicas.map(brokerName),
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
