import { nearest } from '../../lib/suggest.ts';
import type { Plan } from '../../plan.ts';
import { knownBrokerKeys, knownTopicKeys } from './dist/known-keys.ts';
import { type KafkaCluster, kafkaCluster } from './schema.ts';

/** Settings that will do nothing, found without starting anything. */
export function settingsWithoutEffect(plan: Plan): readonly string[] {
  const cluster = kafkaCluster(plan.cluster);
  return [...unknownKeys(cluster, plan), ...flushIntervalAlone(cluster, plan)];
}

function unknownKeys(cluster: KafkaCluster, plan: Plan): readonly string[] {
  if (cluster.kafka === undefined) return [];
  const version = cluster.kafka;
  const brokerKeys = knownBrokerKeys(version);
  const topicKeys = knownTopicKeys(version);
  const given = [cluster.config, ...Object.values(cluster.nodes).map(({ config }) => config)].flatMap(
    Object.keys,
  );
  return [
    ...unknownAmong(given, brokerKeys, `Kafka ${version} knows no broker setting`),
    ...unknownAmong(
      plan.topics.flatMap(({ config }) => Object.keys(config)),
      topicKeys,
      `Kafka ${version} knows no topic setting`,
    ),
  ];
}

function unknownAmong(
  given: readonly string[],
  known: readonly string[],
  message: string,
): readonly string[] {
  if (known.length === 0) return [];
  return [...new Set(given)]
    .filter((key) => !known.includes(key) && !key.startsWith('listener.name.'))
    .map((key) => `${message} '${key}', so it has no effect${meant(key, known)}`);
}

function meant(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  return near === undefined ? '' : `; did you mean '${near}'?`;
}

/** `flush.ms` only marks records as due; without the scheduler nobody looks (TopicConfig.FLUSH_MS_DOC). */
function flushIntervalAlone(cluster: KafkaCluster, plan: Plan): readonly string[] {
  const scheduler = 'log.flush.scheduler.interval.ms';
  if (scheduler in cluster.config) return [];
  const inBrokers = 'log.flush.interval.ms' in cluster.config ? ['log.flush.interval.ms'] : [];
  const inTopics = plan.topics.some(({ config }) => 'flush.ms' in config) ? ['flush.ms'] : [];
  return [...inBrokers, ...inTopics].map(
    (key) => `${key} has no effect without ${scheduler}: by default nothing looks whether a flush is due`,
  );
}
