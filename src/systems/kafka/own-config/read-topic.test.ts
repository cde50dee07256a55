import { expect, test } from 'vitest';
import { kafkaClusterSchema } from '../schema.ts';
import { readTopicFile, replicasIn } from './read-topic.ts';

const read = (text: string, kafka = '3.9.1') =>
  readTopicFile(Buffer.from(text), kafkaClusterSchema.parse({ kafka, metadata: 'kraft' }));
const kept = (text: string) => read(text).kept.map(({ key, value, line }) => `${line}: ${key}=${value}`);

const listing = `Topic: orders\tTopicId: wUVuJmmZQNyyOSaAoLxELw\tPartitionCount: 2\tReplicationFactor: 2\tConfigs: cleanup.policy=compact,delete,min.insync.replicas=2,follower.replication.throttled.replicas=*
\tTopic: orders\tPartition: 0\tLeader: 1\tReplicas: 1,2\tIsr: 1,2\tElr: \tLastKnownElr: 
\tTopic: orders\tPartition: 1\tLeader: 2\tReplicas: 2,1\tIsr: 2,1\tElr: \tLastKnownElr: 
`;
const described = `Dynamic configs for topic orders are:
  flush.messages=1 sensitive=false synonyms={DYNAMIC_TOPIC_CONFIG:flush.messages=1, DEFAULT_CONFIG:log.flush.interval.messages=9223372036854775807}
  remote.storage.enable=true sensitive=false synonyms={}
`;

test('what kafka-topics --describe prints, with its replicas', () => {
  expect(kept(listing)).toEqual(['1: cleanup.policy=compact,delete', '1: min.insync.replicas=2']);
  expect(read(listing)).toMatchObject({
    leftOut: [{ key: 'follower.replication.throttled.replicas', group: 'quotas' }],
    notes: ['read as the output of kafka-topics --describe'],
  });
  expect(replicasIn(Buffer.from(listing))).toBe(2);
});

test('a topic without settings of its own is one', () => {
  const bare = 'Topic: t\tPartitionCount: 1\tReplicationFactor: 3\tConfigs: \n';
  expect(read(bare)).toMatchObject({ kept: [], problems: [] });
  expect(replicasIn(Buffer.from(bare))).toBe(3);
  expect(read('Dynamic configs for topic t are:\n')).toMatchObject({ kept: [], problems: [] });
});

test('an older Kafka writes no space after its colons', () => {
  expect(kept('Topic:t\tPartitionCount:1\tReplicationFactor:3\tConfigs:flush.messages=5\n')).toEqual([
    '1: flush.messages=5',
  ]);
});

test('what kafka-configs --describe prints', () => {
  expect(kept(described)).toEqual(['2: flush.messages=1']);
  expect(read(described).leftOut).toMatchObject([{ line: 3, group: 'remote storage' }]);
  expect(replicasIn(Buffer.from(described))).toBeUndefined();
});

test('lines of key and value', () => {
  expect(kept('# ours\nflush.messages=1\nmin.insync.replicas : 2\n')).toEqual([
    '2: flush.messages=1',
    '3: min.insync.replicas=2',
  ]);
});

test('a key of another version is left out, and one that no Kafka knows is kept to be told at its line', () => {
  expect(read('message.format.version=2.8\n', '4.3.1').leftOut).toMatchObject([
    { group: 'of another version of Kafka' },
  ]);
  expect(kept('flush.mesages=1\n')).toEqual(['1: flush.mesages=1']);
});

test.each([
  ['two topics', `${listing}${listing.replaceAll('orders', 'payments')}`, '4: this is about another topic'],
  ['brokers', 'Dynamic configs for broker 1 are:\n', '1: these are settings of a broker, not of a topic'],
  ['nothing', '# none\n', '1: no setting of a topic'],
  ['YAML', 'topic:\n  name: a\n', '2: this is no properties file but YAML'],
  ['a binary file', '\0', '1: NUL bytes'],
])('%s will not do', (_what, text, told) => {
  expect(read(text).problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([
    expect.stringContaining(told),
  ]);
});
