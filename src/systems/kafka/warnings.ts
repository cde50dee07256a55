import type { Plan } from '../../plan.ts';
import { brokerKeyProblem, topicKeyProblem } from './distribution/config-keys/index.ts';
import { type KafkaCluster, kafkaCluster } from './schema.ts';

/** Settings that will do nothing, found without starting anything. */
export function settingsWithoutEffect(plan: Plan): readonly string[] {
  const cluster = kafkaCluster(plan.cluster);
  return [...unknownKeys(cluster, plan), ...flushIntervalAlone(cluster, plan), ...cleanerOff(cluster, plan)];
}

/** Those that `--allow-unknown` let through. */
function unknownKeys(cluster: KafkaCluster, plan: Plan): readonly string[] {
  const version = cluster.kafka;
  if (version === undefined) return [];
  const broker = keysOf(configsOf(cluster)).map((key) => brokerKeyProblem(version, key));
  const topic = keysOf(plan.topics.map(({ config }) => config)).map((key) => topicKeyProblem(version, key));
  return [...told(broker, 'it has no effect'), ...told(topic, 'making the topic will fail')];
}

function told(problems: readonly (string | null)[], consequence: string): readonly string[] {
  return problems.filter((problem) => problem !== null).map((problem) => `${problem}; ${consequence}`);
}

function configsOf({ config, nodes }: KafkaCluster): readonly Readonly<Record<string, string>>[] {
  return [config, ...Object.values(nodes).map((node) => node.config)];
}

function keysOf(configs: readonly Readonly<Record<string, string>>[]): readonly string[] {
  return [...new Set(configs.flatMap((config) => Object.keys(config)))];
}

/** `flush.ms` only marks records as due; without the scheduler nobody looks (TopicConfig.FLUSH_MS_DOC). */
function flushIntervalAlone(cluster: KafkaCluster, plan: Plan): readonly string[] {
  const scheduler = 'log.flush.scheduler.interval.ms';
  const keys = keysOf(configsOf(cluster));
  if (keys.includes(scheduler)) return [];
  const inBrokers = keys.filter((key) => key === 'log.flush.interval.ms');
  const inTopics = plan.topics.some(({ config }) => 'flush.ms' in config) ? ['flush.ms'] : [];
  return [...inBrokers, ...inTopics].map(
    (key) => `${key} has no effect without ${scheduler}: by default nothing looks whether a flush is due`,
  );
}

/** The lab leaves the cleaner off, which no other experiment needs; without it nothing compacts (LogCleaner). */
function cleanerOff(cluster: KafkaCluster, plan: Plan): readonly string[] {
  const key = 'log.cleaner.enable';
  const value = cluster.config[key] ?? (cluster.defaults === 'kafka' ? 'true' : undefined);
  if (value === 'true') return [];
  const compacted = plan.topics.filter(({ cleanup }) => cleanup?.compacts);
  const why = value === undefined ? `the lab leaves ${key} off` : `${key} is ${value}`;
  return compacted.map(({ name }) => `${name} is not compacted: ${why}`);
}
