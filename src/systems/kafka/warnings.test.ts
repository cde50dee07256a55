import { expect, test } from 'vitest';
import { testPlan } from '../../steps/fixtures/plan.ts';
import { kafkaClusterSchema } from './schema.ts';
import { settingsWithoutEffect } from './warnings.ts';

function warnings(cluster: object, topicConfig: Readonly<Record<string, string>> = {}): readonly string[] {
  const [topic] = testPlan().topics;
  const topics = topic ? [{ ...topic, config: topicConfig }] : [];
  const parsed = kafkaClusterSchema.parse({ kafka: '3.4.0', ...cluster });
  return settingsWithoutEffect(testPlan({ system: 'kafka', cluster: parsed, topics }));
}

test("the demo's own misspelt key is found, with the one that was meant", () => {
  expect(warnings({ config: { 'unclean.leader.election.enabled': false } })).toEqual([
    expect.stringMatching(
      /3\.4\.0.*'unclean\.leader\.election\.enabled'.*did you mean 'unclean\.leader\.election\.enable'\?.*no effect/,
    ),
  ]);
});

test('keys that this Kafka knows are no problem', () => {
  const config = { 'unclean.leader.election.enable': false, 'log.flush.interval.messages': 1 };
  expect(warnings({ config }, { 'flush.messages': '1' })).toEqual([]);
});

test('a key on one node, and one of a topic, are looked at too', () => {
  const nodes = { 'broker-2': { config: { 'min.isr': 2 } } };
  expect(warnings({ nodes }, { 'flush.mesages': '1' })).toEqual([
    expect.stringContaining("'min.isr'"),
    expect.stringMatching(/'flush\.mesages'.*did you mean 'flush\.messages'\?/),
  ]);
});

test('a key of many nodes is told once', () => {
  const config = { config: { 'no.such.key': 1 } };
  expect(warnings({ ...config, nodes: { 'broker-1': config, 'broker-2': config } })).toHaveLength(1);
});

const alone = / has no effect without log\.flush\.scheduler\.interval\.ms/;

test.each([
  ['flush.ms of a topic', {}, { 'flush.ms': '1' }],
  ['log.flush.interval.ms of the brokers', { config: { 'log.flush.interval.ms': 1 } }, {}],
  [
    'log.flush.interval.ms of one broker',
    { nodes: { 'broker-1': { config: { 'log.flush.interval.ms': 1 } } } },
    {},
  ],
])('%s alone does nothing', (_what, cluster, topicConfig) => {
  expect(warnings(cluster, topicConfig)).toEqual([expect.stringMatching(alone)]);
});

test('with the scheduler it does', () => {
  const config = { 'log.flush.scheduler.interval.ms': 10, 'log.flush.interval.ms': 1 };
  expect(warnings({ config }, { 'flush.ms': '1' })).toEqual([]);
});

test.each([
  [{}, ['topic1 is not compacted: the lab leaves log.cleaner.enable off']],
  [{ config: { 'log.cleaner.enable': false } }, ['topic1 is not compacted: log.cleaner.enable is false']],
  [{ config: { 'log.cleaner.enable': true } }, []],
  [{ defaults: 'kafka' }, []],
])('a compacted topic with %j', (cluster, expected) => {
  const parsed = kafkaClusterSchema.parse({ kafka: '3.4.0', ...cluster });
  const [topic] = testPlan().topics;
  const cleanup = { compacts: true, expires: false, tombstonesKeptMs: null };
  const topics = topic ? [{ ...topic, cleanup }] : [];
  expect(settingsWithoutEffect(testPlan({ system: 'kafka', cluster: parsed, topics }))).toEqual(expected);
});
