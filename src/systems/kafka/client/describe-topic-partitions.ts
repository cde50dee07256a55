import Decoder from 'kafkajs/src/protocol/decoder.js';
import Encoder from 'kafkajs/src/protocol/encoder.js';
import type { PartitionMetadata, TopicMetadata } from './metadata.ts';
import { lookTimeoutMs, ownCall, type Wire } from './wire.ts';

const describeTopicPartitionsApiKey = 75;
const partitionsMax = 2000;
const uuidBytes = 16;

/**
 * DescribeTopicPartitions v0 (KIP-966), the one request that tells the eligible leader replicas; kafkajs lacks it. Layout
 * from DescribeTopicPartitionsRequest.json and -Response.json of Kafka 4.3.1. It is a flexible version: lengths are
 * unsigned varints of one more, and every structure, the header too, ends with its tagged fields, of which we send none.
 */
export function describeTopicPartitions(
  wire: Wire,
  topics: readonly string[],
): Promise<readonly TopicMetadata[]> {
  const api = { apiKey: describeTopicPartitionsApiKey, apiVersion: 0, apiName: 'DescribeTopicPartitions' };
  const call = ownCall(api, () => encodeRequest(topics), decodeResponse);
  return wire.send<readonly TopicMetadata[]>({ ...call, requestTimeout: lookTimeoutMs });
}

const noTags = 0;
const nullCursor = -1;

/** Begins with what kafkajs's header (version 1) lacks to be a version 2: the tagged fields. */
export function encodeRequest(topics: readonly string[]): Encoder {
  const encoder = new Encoder().writeUVarInt(noTags).writeUVarInt(topics.length + 1);
  for (const topic of topics) encoder.writeUVarIntString(topic).writeUVarInt(noTags);
  return encoder.writeInt32(partitionsMax).writeInt8(nullCursor).writeUVarInt(noTags);
}

/** What stands after the correlation id. */
export function decodeResponse(bytes: Buffer): readonly TopicMetadata[] {
  const decoder = new Decoder(bytes);
  decoder.readTaggedFields(); // of the header
  decoder.readInt32(); // throttle time
  return decoder.readUVarIntArray(readTopic) ?? [];
}

function readTopic(decoder: Decoder): TopicMetadata {
  const errorCode = decoder.readInt16();
  const topic = decoder.readUVarIntString() ?? '';
  decoder.readBytes(uuidBytes);
  decoder.readBoolean(); // is internal
  const partitions = decoder.readUVarIntArray(readPartition) ?? [];
  decoder.readInt32(); // authorized operations
  decoder.readTaggedFields();
  return { errorCode, topic, partitions };
}

function readPartition(decoder: Decoder): PartitionMetadata {
  const errorCode = decoder.readInt16();
  const partition = decoder.readInt32();
  const leader = decoder.readInt32();
  const leaderEpoch = decoder.readInt32();
  const replicas = readIds(decoder);
  const isr = readIds(decoder);
  const elr = readIds(decoder);
  const lastKnownElr = readIds(decoder);
  readIds(decoder); // offline replicas
  decoder.readTaggedFields();
  return { errorCode, partition, leader, leaderEpoch, replicas, isr, elr, lastKnownElr };
}

function readIds(decoder: Decoder): readonly number[] {
  return decoder.readUVarIntArray((each) => each.readInt32()) ?? [];
}
