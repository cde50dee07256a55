import kafkajsRequests from 'kafkajs/src/protocol/requests/index.js';
import { withoutPadding } from '../../../lib/payload.ts';
import type { TopicPartition } from './offsets.ts';
import { idHeader } from './producer.ts';
import type { Wire } from './wire.ts';

const fetchRequest = kafkajsRequests.requests.Fetch.protocol({ version: 11 });
const readUncommitted = 0;
const bytesMax = 8 * 1024 * 1024;
const waitMsMax = 100;

export interface Fetched {
  readonly highWatermark: number;
  /** Data records at or above the asked offset. */
  readonly records: readonly (readonly [offset: number, value: string])[];
  /** Where the next fetch begins. */
  readonly nextOffset: number;
}

interface Message {
  readonly offset: string;
  readonly value: Buffer | null;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly isControlRecord?: boolean;
}

interface FetchAnswer {
  readonly responses: readonly {
    readonly partitions: readonly { readonly highWatermark: string; readonly messages: readonly Message[] }[];
  }[];
}

/** One fetch from the partition's leader, without a consumer group: one live broker is enough, and nothing is committed. */
export async function fetchFrom(wire: Wire, at: TopicPartition, offset: number): Promise<Fetched> {
  const answer = await wire.send<FetchAnswer>(
    fetchRequest({
      replicaId: -1,
      isolationLevel: readUncommitted,
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
  // A broker sends whole batches, so the first may begin below the asked offset.
  const wanted = answered.messages.filter((message) => Number(message.offset) >= offset);
  return {
    highWatermark: Number(answered.highWatermark),
    records: wanted
      .filter((message) => !message.isControlRecord)
      .map((message) => [Number(message.offset), nameOf(message)] as const),
    nextOffset: wanted.reduce((next, message) => Math.max(next, Number(message.offset) + 1), offset),
  };
}

function nameOf({ value, headers }: Message): string {
  return value === null ? String(headers?.[idHeader] ?? '') : withoutPadding(String(value));
}
