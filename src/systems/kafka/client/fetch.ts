import kafkajsRequests from 'kafkajs/src/protocol/requests/index.js';
import type { Isolation } from '../../system.ts';
import { type AbortedTransaction, type BatchContext, followAborted } from './aborted.ts';
import { nameOf } from './messages.ts';
import { isolationLevels, type TopicPartition } from './offsets.ts';
import type { Wire } from './wire.ts';

const fetchRequest = kafkajsRequests.requests.Fetch.protocol({ version: 11 });
const bytesMax = 8 * 1024 * 1024;
const waitMsMax = 100;

export interface Fetched {
  readonly highWatermark: number;
  /** Up to here every transaction is committed or aborted; nothing above is told. */
  readonly lastStable: number;
  /** How many of the records belong to aborted transactions, which leaves them out. */
  readonly aborted: number;
  /** Data records at or above the asked offset. */
  readonly records: readonly (readonly [offset: number, value: string])[];
  /** Where the next fetch begins. */
  readonly nextOffset: number;
}

interface Message {
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly isControlRecord?: boolean;
  readonly batchContext?: BatchContext;
}

interface FetchAnswer {
  readonly responses: readonly {
    readonly partitions: readonly {
      readonly highWatermark: string;
      readonly lastStableOffset: string;
      readonly abortedTransactions?: readonly AbortedTransaction[] | null;
      readonly messages: readonly Message[];
    }[];
  }[];
}

/** One fetch from the partition's leader, without a consumer group: one live broker is enough, and nothing is committed. */
export async function fetchFrom(
  wire: Wire,
  at: TopicPartition,
  offset: number,
  isolation: Isolation = 'committed',
): Promise<Fetched> {
  const answer = await wire.send<FetchAnswer>(
    fetchRequest({
      replicaId: -1,
      isolationLevel: isolationLevels[isolation],
      maxWaitTime: waitMsMax,
      minBytes: 1,
      maxBytes: bytesMax,
      rackId: '',
      topics: [
        {
          topic: at.topic,
          partitions: [{ partition: at.partition, fetchOffset: String(offset), maxBytes: bytesMax }],
        },
      ],
    }),
  );
  const answered = answer.responses[0]?.partitions[0];
  if (!answered) throw new Error(`the broker answered nothing for ${at.topic}-${at.partition}`);
  const isAborted = followAborted(answered.abortedTransactions ?? []);
  const sorted = answered.messages.map((message) => ({ message, aborted: isAborted(message) }));
  // A broker sends whole batches, so the first may begin below the asked offset.
  const wanted = sorted.filter(({ message }) => Number(message.offset) >= offset);
  const data = wanted.filter(({ message }) => !message.isControlRecord);
  const committed = data.filter(({ aborted }) => !aborted);
  return {
    highWatermark: Number(answered.highWatermark),
    lastStable: Number(answered.lastStableOffset),
    aborted: data.length - committed.length,
    records: committed.map(({ message }) => [Number(message.offset), nameOf(message)] as const),
    nextOffset: wanted.reduce((next, { message }) => Math.max(next, Number(message.offset) + 1), offset),
  };
}
