import { expect, test } from 'vitest';
import type { Plan } from '../../plan.ts';
import { kafkaClusterSchema } from './schema.ts';
import { settingsWithoutEffect } from './warnings.ts';

function warnings(
  config: Readonly<Record<string, string>>,
  topicConfig: Readonly<Record<string, string>> = {},
) {
  const cluster = kafkaClusterSchema.parse({ kafka: '3.4.0', config });
  const topics = [{ name: 'topic1', partitions: 1, replicas: 3, config: topicConfig, assignment: [] }];
  return settingsWithoutEffect({ cluster, topics } as unknown as Plan);
}

test("the demo's own misspelt key is told, with the key that was meant", () => {
  expect(warnings({ 'unclean.leader.election.enabled': 'false' })).toEqual([
    "Kafka 3.4.0 knows no broker key 'unclean.leader.election.enabled'; did you mean 'unclean.leader.election.enable'?; it has no effect",
  ]);
});

test('a topic key that Kafka refuses is told as what it is', () => {
  expect(warnings({}, { 'flush.message': '1' })).toEqual([
    "Kafka 3.4.0 knows no topic key 'flush.message'; did you mean 'flush.messages'?; making the topic will fail",
  ]);
});

test.each([
  [{ 'log.flush.interval.ms': '100' }, {}, 1],
  [{}, { 'flush.ms': '100' }, 1],
  [{ 'log.flush.interval.ms': '100', 'log.flush.scheduler.interval.ms': '100' }, {}, 0],
])(
  'broker %j with topic %j gives %i warnings of a flush that nobody looks for',
  (config, topicConfig, count) => {
    expect(warnings(config, topicConfig)).toHaveLength(count);
  },
);

test('the settings of the library scenarios are all known', () => {
  expect(warnings({ 'min.insync.replicas': '2', 'unclean.leader.election.enable': 'false' })).toEqual([]);
});
