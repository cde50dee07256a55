import type { PlannedTopic, TopicCleanup } from '../../plan.ts';
import type { KafkaCluster } from './schema.ts';

/** Kafka's defaults; a topic's setting has another name as a broker's (org.apache.kafka.storage.internals.log.LogConfig). */
const settings = {
  policy: { topic: 'cleanup.policy', brokers: ['log.cleanup.policy'], default: 'delete' },
  retentionMs: {
    topic: 'retention.ms',
    brokers: ['log.retention.ms', 'log.retention.minutes', 'log.retention.hours'],
    default: '604800000',
  },
  retentionBytes: { topic: 'retention.bytes', brokers: ['log.retention.bytes'], default: '-1' },
  tombstonesMs: {
    topic: 'delete.retention.ms',
    brokers: ['log.cleaner.delete.retention.ms'],
    default: '86400000',
  },
} as const;

/** What every replica of the topic may remove: where nodes differ, only what all of them may. */
export function topicCleanup(cluster: KafkaCluster, { config, assignment }: PlannedTopic): TopicCleanup {
  const nodes = [...new Set(assignment.flat())];
  const each = nodes.map((node) => (setting: keyof typeof settings): string => {
    const { topic, brokers, default: otherwise } = settings[setting];
    const broker = { ...cluster.config, ...cluster.nodes[node]?.config };
    const given = brokers.map((name) => broker[name]).find((value) => value !== undefined);
    return config[topic] ?? given ?? otherwise;
  });
  const policies = each.map((settingOf) => settingOf('policy').split(/\s*,\s*/));
  return {
    compacts: policies.every((policy) => policy.includes('compact')),
    expires:
      policies.every((policy) => policy.includes('delete')) &&
      each.every((settingOf) => settingOf('retentionMs') !== '-1' || settingOf('retentionBytes') !== '-1'),
    tombstonesKeptMs: Math.max(...each.map((settingOf) => Number(settingOf('tombstonesMs')))),
  };
}
