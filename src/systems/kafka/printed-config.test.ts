import { expect, test } from 'vitest';
import { testPlan } from '../../steps/fixtures/plan.ts';
import { printedConfig, printedContradictions } from './printed-config.ts';
import { kafkaClusterSchema } from './schema.ts';

/** Of a Kafka 3.4.0 broker's output, shortened; it prints such a block once more for a part of itself. */
const lines =
  `[2026-11-22 00:53:25,276] WARN No meta.properties file under dir /d/meta.properties (kafka.server.BrokerMetadataCheckpoint)
[2026-11-22 00:53:25,359] INFO KafkaConfig values: 
\tadvertised.listeners = CLIENTS://127.116.73.83:10001,PEERS://127.116.73.83:10002
\talter.config.policy.class.name = null
\tauthorizer.class.name = 
\tlog.cleanup.policy = [delete]
\tlog.flush.interval.messages = 9223372036854775807
\tlog.segment.bytes = 1073741824
\tmin.insync.replicas = 1
\tsasl.enabled.mechanisms = [GSSAPI, PLAIN]
\tssl.key.password = [hidden]
\tunclean.leader.election.enable = false
 (kafka.server.KafkaConfig)
[2026-11-22 00:53:25,428] INFO [ThrottledChannelReaper-Fetch]: Starting (kafka.server.ClientQuotaManager)
[2026-11-22 00:53:27,000] INFO KafkaConfig values: 
\tmin.insync.replicas = 7
 (kafka.server.KafkaConfig)`.split('\n');

function contradictions(config: object, nodes: object = {}) {
  const cluster = kafkaClusterSchema.parse({ kafka: '3.4.0', config, nodes });
  return printedContradictions(testPlan({ system: 'kafka', cluster }), 'broker-2', lines);
}

test('the first printed block counts, with empty values', () => {
  const printed = printedConfig(lines);
  expect(printed.get('min.insync.replicas')).toBe('1');
  expect(printed.get('authorizer.class.name')).toBe('');
  expect(printed.size).toBe(10);
});

test('a value that the broker runs with otherwise is told', () => {
  expect(contradictions({ 'min.insync.replicas': 2 })).toEqual([
    'broker-2 runs with min.insync.replicas = 1, though 2 was asked for',
  ]);
});

test("a node's own entry is what counts on that node", () => {
  const nodes = { 'broker-2': { config: { 'min.insync.replicas': 1 } } };
  expect(contradictions({ 'min.insync.replicas': 2 }, nodes)).toEqual([]);
  expect(contradictions({}, { 'broker-1': { config: { 'min.insync.replicas': 2 } } })).toEqual([]);
});

test.each([
  ['log.cleanup.policy', 'delete'],
  ['sasl.enabled.mechanisms', 'GSSAPI,PLAIN'],
  ['log.flush.interval.messages', '9223372036854775807'],
  ['log.segment.bytes', '1073741824'],
  ['ssl.key.password', 'secret'],
  ['unclean.leader.election.enable', 'FALSE'],
  ['a.key.that.no.broker.prints', 'x'],
  ['authorizer.class.name', ''],
])('%s=%s contradicts nothing: it is only written in another way, or not shown', (key, value) => {
  expect(contradictions({ [key]: value })).toEqual([]);
});

test.each([
  ['log.cleanup.policy', 'compact'],
  ['unclean.leader.election.enable', 'true'],
  ['alter.config.policy.class.name', 'com.example.Policy'],
  ['authorizer.class.name', '0'],
])('%s=%s is contradicted', (key, value) => {
  expect(contradictions({ [key]: value })).toHaveLength(1);
});
