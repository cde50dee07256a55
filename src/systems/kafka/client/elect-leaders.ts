import Decoder from 'kafkajs/src/protocol/decoder.js';
import Encoder from 'kafkajs/src/protocol/encoder.js';
import type { ElectionType } from '../../system.ts';
import type { TopicPartition } from './offsets.ts';
import { changeTimeoutMs, ownCall, patient, type Wire } from './wire.ts';

const electLeadersApiKey = 43;
const electLeadersVersion = 1;
const electionTypes: Readonly<Record<ElectionType, number>> = { preferred: 0, unclean: 1 };

/**
 * ElectLeaders v1 (KIP-460), asked of the controller; kafkajs lacks it. Layout from ElectLeadersRequest.json and
 * -Response.json of Kafka 4.3.1; every version from 2.4 on speaks it. Answers with what the cluster says against the
 * election, such as that the preferred replica leads already; null when it was held.
 */
export async function electLeader(
  wire: Wire,
  at: TopicPartition,
  type: ElectionType,
): Promise<string | null> {
  const api = { apiKey: electLeadersApiKey, apiVersion: electLeadersVersion, apiName: 'ElectLeaders' };
  const call = ownCall(
    api,
    () => encodeElection(at, type),
    (bytes) => ({ refusal: decodeRefusal(bytes) }),
  );
  const answer = await wire.send<{ readonly refusal: string | null }>(patient(call));
  return answer.refusal;
}

/** One election of one partition. */
export function encodeElection({ topic, partition }: TopicPartition, type: ElectionType): Encoder {
  return new Encoder()
    .writeInt8(electionTypes[type])
    .writeInt32(1)
    .writeString(topic)
    .writeInt32(1)
    .writeInt32(partition)
    .writeInt32(changeTimeoutMs);
}

/** What the answer says against the election, in the broker's own words. */
export function decodeRefusal(bytes: Buffer): string | null {
  const decoder = new Decoder(bytes);
  decoder.readInt32(); // throttle time
  const wholeCode = decoder.readInt16();
  const results = decoder.readArray(readTopicResult).flat();
  if (wholeCode !== 0) return `error ${wholeCode}`;
  if (results.length === 0) return 'it told nothing of the partition';
  return results.find((refusal) => refusal !== null) ?? null;
}

function readTopicResult(decoder: Decoder): readonly (string | null)[] {
  decoder.readString(); // topic
  return decoder.readArray(readPartitionResult);
}

function readPartitionResult(decoder: Decoder): string | null {
  decoder.readInt32(); // partition
  const code = decoder.readInt16();
  const message = decoder.readString();
  return code === 0 ? null : (message ?? `error ${code}`);
}
