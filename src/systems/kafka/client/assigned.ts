import { systemClock } from '../../../lib/clock.ts';
import type { ConsumerTarget } from '../../system.ts';
import { brokerName } from '../layout.ts';
import type { TellingListener } from './consumer.ts';
import { fetchFrom } from './fetch.ts';
import { readMetadata } from './metadata.ts';
import { logEndOffset, logStartOffset } from './offsets.ts';
import { brokerErrorType } from './outcome.ts';
import type { Endpoints } from './own-process/calls.ts';
import { topicPartition } from './topic-partition.ts';
import { openWires, type Wires } from './wires.ts';

const pauseMs = 50;

type Assigned = Extract<ConsumerTarget, { readonly partitions: unknown }>;

/**
 * A consumer of single partitions, without a group: kafkajs knows none, so it is single fetches, as in the final read. It
 * keeps its place in memory, goes on under the next leader, and resets when its place is beyond the log, as
 * `auto.offset.reset` says.
 */
export async function openAssigned(
  { endpoints, partitions, isolation, reset }: Assigned & Endpoints,
  listener: TellingListener,
): Promise<AsyncDisposable> {
  const end = new AbortController();
  const wires = openWires((broker) => endpoints[broker] ?? unknownBroker(broker));
  const brokers = Object.keys(endpoints);
  listener.onAssigned(partitions);
  const reading = Promise.all(
    partitions.map(async (partition) => {
      const reader = readerOf({ wires, brokers, partition, isolation, reset, listener });
      while (!end.signal.aborted) {
        const isIdle = await reader().catch(() => true);
        if (isIdle) await systemClock.sleep(pauseMs, end.signal).catch(() => undefined);
      }
    }),
  );
  return {
    async [Symbol.asyncDispose]() {
      end.abort();
      await wires[Symbol.asyncDispose]();
      await reading;
    },
  };
}

interface Reading extends Pick<Assigned, 'isolation' | 'reset'> {
  readonly wires: Wires;
  readonly brokers: readonly string[];
  readonly partition: string;
  readonly listener: TellingListener;
}

/** Each call is one fetch; true when it brought nothing. Whatever fails is tried again, with a leader asked for anew. */
function readerOf({ wires, brokers, partition, isolation, reset, listener }: Reading) {
  const at = topicPartition(partition);
  let position: number | null = null;
  const wireOfLeader = async () => {
    const { topics } = await wires.first(brokers, (wire) => readMetadata(wire, [at.topic]));
    const found = topics[0]?.partitions.find((each) => each.partition === at.partition);
    return wires.to(brokerName(found?.leader ?? -1));
  };
  return async (): Promise<boolean> => {
    const wire = await wireOfLeader();
    position ??= reset === 'earliest' ? await logStartOffset(wire, at) : await logEndOffset(wire, at);
    const fetched = await fetchFrom(wire, at, position, isolation).catch((error: unknown) => {
      if (brokerErrorType(error) === 'OFFSET_OUT_OF_RANGE') position = null;
      throw error;
    });
    if (fetched.records.length > 0) await listener.onRecords(partition, fetched.records);
    position = fetched.nextOffset;
    return fetched.records.length === 0;
  };
}

function unknownBroker(broker: string): never {
  throw new Error(`nobody listens as ${broker}`);
}
