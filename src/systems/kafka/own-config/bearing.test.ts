import { expect, test } from 'vitest';
import { type KafkaCluster, kafkaClusterSchema } from '../schema.ts';
import { bearingFor } from './bearing.ts';

function why(key: string, value = '1', written: object = {}): string | null {
  const cluster: KafkaCluster = kafkaClusterSchema.parse({ kafka: '3.9.1', metadata: 'kraft', ...written });
  return bearingFor(cluster)(key, value);
}

test.each([
  'min.insync.replicas',
  'log.flush.interval.messages',
  'unclean.leader.election.enable',
  'replica.lag.time.max.ms',
  'log.segment.bytes',
  'message.max.bytes',
  'compression.type',
  'controller.quorum.fetch.timeout.ms',
])('%s has a bearing and is kept', (key) => {
  expect(why(key)).toBeNull();
});

test('keys of the other metadata store are left out', () => {
  expect(why('zookeeper.session.timeout.ms')).toBe('of ZooKeeper, under KRaft');
  expect(why('inter.broker.protocol.version', '2.8')).toBe('of ZooKeeper, under KRaft');
  const zookeeper = { metadata: 'zookeeper' };
  expect(why('inter.broker.protocol.version', '2.8', zookeeper)).toBeNull();
  expect(why('zookeeper.session.timeout.ms', '1', zookeeper)).toBeNull();
  expect(why('broker.session.timeout.ms', '1', zookeeper)).toBe('of KRaft, under ZooKeeper');
});

test("a class is kept when it is Kafka's own", () => {
  const key = 'replica.selector.class';
  expect(why(key, 'org.apache.kafka.common.replica.RackAwareReplicaSelector')).toBeNull();
  expect(why(key, 'com.example.Nearest')).toBe('classes that are not here');
});

test('of a folder of Kafka nothing is known, so its keys are kept, but no secret', () => {
  const home = { kafka: undefined, home: '/opt/kafka' };
  expect(why('a.new.key', '1', home)).toBeNull();
  expect(why('a.new.password', 'x', home)).toBe('secrets');
  expect(why('a.new.url', 'http://me:Secret-u@host/', home)).toBe('secrets');
});

test('what is near to a known key is kept, so that it is told as a slip, and only there', () => {
  expect(why('min.insync.replica')).toBeNull();
  expect(why('min.insync.replica', '1', { allowUnknown: true })).toBe('not known to Kafka');
  expect(why('company.owner')).toBe('not known to Kafka');
  expect(why('log.message.format.version', '2.8', { kafka: '4.1.1' })).toBe('of another version of Kafka');
});
