import { expect, test } from 'vitest';
import { pinnedVersionNames } from '../software.ts';
import {
  brokerKeyOfAny,
  brokerKeyProblem,
  knownBrokerKeys,
  knownTopicKeys,
  topicKeyProblem,
} from './index.ts';

test.each(pinnedVersionNames)('Kafka %s has its lists, with the keys that decide durability', (version) => {
  expect(knownBrokerKeys(version)?.size).toBeGreaterThan(200);
  for (const key of [
    'min.insync.replicas',
    'log.flush.interval.messages',
    'unclean.leader.election.enable',
  ]) {
    expect(brokerKeyProblem(version, key)).toBeNull();
  }
  for (const key of ['flush.messages', 'min.insync.replicas', 'unclean.leader.election.enable']) {
    expect(knownTopicKeys(version)?.has(key)).toBe(true);
  }
});

test("the demo's own misspelt key is found, with the one that was meant", () => {
  expect(brokerKeyProblem('3.4.0', 'unclean.leader.election.enabled')).toBe(
    "Kafka 3.4.0 knows no broker key 'unclean.leader.election.enabled'; did you mean 'unclean.leader.election.enable'?",
  );
});

test('a key is judged by the version: ZooKeeper is known to Kafka 3 only', () => {
  expect(brokerKeyProblem('3.9.1', 'zookeeper.session.timeout.ms')).toBeNull();
  expect(brokerKeyProblem('4.1.1', 'zookeeper.session.timeout.ms')).toContain(
    'Kafka 4.1.1 knows no broker key',
  );
});

test("a broker's key is not a topic's", () => {
  expect(topicKeyProblem('3.4.0', 'log.flush.interval.messages')).toContain('knows no topic key');
});

test.each(['listener.name.client.ssl.keystore.location', 'super.users'])(
  '%s is for a plug-in: not judged',
  (key) => {
    expect(brokerKeyProblem('4.3.1', key)).toBeNull();
  },
);

test('of a version without a list nothing is claimed', () => {
  expect(knownBrokerKeys('3.6.2')).toBeNull();
  expect(brokerKeyProblem('3.6.2', 'no.such.key')).toBeNull();
});

test.each(pinnedVersionNames)(
  'Kafka %s has the types, ranges and defaults of its own ConfigDef',
  (version) => {
    expect(knownBrokerKeys(version)?.get('min.insync.replicas')).toEqual({
      type: 'INT',
      valid: '[1,...]',
      default: '1',
    });
    expect(knownBrokerKeys(version)?.get('ssl.keystore.password')?.type).toBe('PASSWORD');
    expect(knownTopicKeys(version)?.get('cleanup.policy')?.valid).toBe('[compact, delete]');
  },
);

test('a key of another version is known to be one', () => {
  expect(brokerKeyOfAny('zookeeper.connect')?.type).toBe('STRING');
  expect(brokerKeyOfAny('no.such.key')).toBeUndefined();
});
