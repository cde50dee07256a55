import kafkajsRequests from 'kafkajs/src/protocol/requests/index.js';
import type { Isolation, Stability } from '../../system.ts';
import type { Wire } from './wire.ts';

const listOffsets = kafkajsRequests.requests.ListOffsets.protocol({ version: 3 });
/** As requests tell it (isolation_level). */
export const isolationLevels = { uncommitted: 0, committed: 1 } as const;
const earliest = -2;
const latest = -1;

/** To a consumer "latest" is the high watermark; to this replica id it is the log end (ListOffsetsRequest.DEBUGGING_REPLICA_ID). */
const debuggingReplicaId = -2;
const consumerReplicaId = -1;

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** The leader's log end offset. Fails when the broker asked does not lead the partition. */
export function logEndOffset(wire: Wire, at: TopicPartition): Promise<number> {
  return offsetAt(wire, at, { timestamp: latest, replicaId: debuggingReplicaId });
}

/** To a consumer of committed records "latest" is the last stable offset (KIP-98), to one of all the high watermark. */
export async function stabilityOf(wire: Wire, at: TopicPartition): Promise<Stability> {
  const asked = { timestamp: latest, replicaId: consumerReplicaId };
  const lastStable = await offsetAt(wire, at, asked, 'committed');
  return { lastStable, highWatermark: await offsetAt(wire, at, asked, 'uncommitted') };
}

/** The first offset that the leader still has. */
export function logStartOffset(wire: Wire, at: TopicPartition): Promise<number> {
  return offsetAt(wire, at, { timestamp: earliest, replicaId: consumerReplicaId });
}

export interface OffsetsAnswer {
  readonly responses: readonly { readonly partitions: readonly { readonly offset: string }[] }[];
}

async function offsetAt(
  wire: Wire,
  { topic, partition }: TopicPartition,
  { timestamp, replicaId }: { readonly timestamp: number; readonly replicaId: number },
  isolation: Isolation = 'uncommitted',
): Promise<number> {
  const answer = await wire.send<OffsetsAnswer>(
    listOffsets({
      replicaId,
      isolationLevel: isolationLevels[isolation],
      topics: [{ topic, partitions: [{ partition, timestamp }] }],
    }),
  );
  return offsetIn(answer, `${topic}-${partition}`);
}

/** Fails on an answer without an offset: as a number it would be NaN, which is a log end to whoever only asks for null. */
export function offsetIn(answer: OffsetsAnswer, partition: string): number {
  const offset = answer.responses[0]?.partitions[0]?.offset;
  if (offset === undefined || !Number.isSafeInteger(Number(offset)) || Number(offset) < 0)
    throw new Error(`the broker told no offset of ${partition}`);
  return Number(offset);
}
