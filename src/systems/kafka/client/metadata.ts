import Decoder from 'kafkajs/src/protocol/decoder.js';
import Encoder from 'kafkajs/src/protocol/encoder.js';
import { lookTimeoutMs, ownCall, type Wire } from './wire.ts';

const metadataApiKey = 3;
const metadataVersion = 7;

export interface PartitionMetadata {
  readonly errorCode: number;
  readonly partition: number;
  /** -1 when there is none. */
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  /** Only a cluster with eligible leader replicas tells them. */
  readonly elr?: readonly number[];
  readonly lastKnownElr?: readonly number[];
}

export interface TopicMetadata {
  readonly errorCode: number;
  readonly topic: string;
  readonly partitions: readonly PartitionMetadata[];
}

export interface Metadata {
  readonly brokers: readonly number[];
  /** -1 right after a start: nobody is controller yet. */
  readonly controller: number;
  readonly topics: readonly TopicMetadata[];
}

/**
 * Metadata v7 (KIP-320): the first with leader epochs; kafkajs itself stops at 6. Layout from Kafka's
 * MetadataRequest.json and MetadataResponse.json; every version from 2.1 to 4.3 speaks it.
 */
export function readMetadata(wire: Wire, topics: readonly string[]): Promise<Metadata> {
  const encode = () => new Encoder().writeNullableArray(topics).writeBoolean(false);
  const api = { apiKey: metadataApiKey, apiVersion: metadataVersion, apiName: 'Metadata' };
  return wire.send<Metadata>({ ...ownCall(api, encode, decodeMetadata), requestTimeout: lookTimeoutMs });
}

function decodeMetadata(bytes: Buffer): Metadata {
  const decoder = new Decoder(bytes);
  decoder.readInt32(); // throttle time
  const brokers = decoder.readArray(readBrokerId);
  decoder.readString(); // cluster id
  return { brokers, controller: decoder.readInt32(), topics: decoder.readArray(readTopic) };
}

function readBrokerId(decoder: Decoder): number {
  const id = decoder.readInt32();
  decoder.readString(); // host
  decoder.readInt32(); // port
  decoder.readString(); // rack
  return id;
}

function readTopic(decoder: Decoder): TopicMetadata {
  const errorCode = decoder.readInt16();
  const topic = decoder.readString() ?? '';
  decoder.readBoolean(); // is internal
  return { errorCode, topic, partitions: decoder.readArray(readPartition) };
}

function readPartition(decoder: Decoder): PartitionMetadata {
  const ids = () => decoder.readArray((each) => each.readInt32());
  const errorCode = decoder.readInt16();
  const partition = decoder.readInt32();
  const leader = decoder.readInt32();
  const leaderEpoch = decoder.readInt32();
  const replicas = ids();
  const isr = ids();
  ids(); // offline replicas
  return { errorCode, partition, leader, leaderEpoch, replicas, isr };
}
