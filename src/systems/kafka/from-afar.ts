import { bearingFor } from './own-config/bearing.ts';
import type { KafkaCluster } from './schema.ts';

/** Groups of settings that only do what an experiment may: they are kept out of a user's own file for other reasons. */
const harmless = new Set([
  'quotas',
  'connection limits (all nodes share an address here)',
  'memory (a node has 256 MB here)',
  'of ZooKeeper, under KRaft',
  'of KRaft, under ZooKeeper',
  'of another version of Kafka',
  'not known to Kafka',
]);

/**
 * Settings that a scenario from another machine may not have: they load classes, read files, open connections or hold
 * secrets. `sasl.jaas.config` alone has been a way to run code in a broker (CVE-2023-25194).
 */
export function unsafeKafkaSettings(cluster: KafkaCluster): readonly string[] {
  const judge = bearingFor(cluster);
  const configs = [cluster.config, ...Object.values(cluster.nodes).map(({ config }) => config)];
  const judged = configs.flatMap(Object.entries).map(([key, value]) => [key, judge(key, value)] as const);
  const unsafe = judged.filter(([, group]) => group !== null && !harmless.has(group));
  return [...new Set(unsafe.map(([key, group]) => `'${key}' is of a kind that stays at home: ${group}`))];
}
