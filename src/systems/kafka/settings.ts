import type { PlannedSetting } from '../../plan.ts';
import { labSettings } from './config.ts';
import { knownBrokerKeys } from './distribution/config-keys/index.ts';
import { metadataOf } from './layout.ts';
import type { KafkaCluster } from './schema.ts';

/** What decides how much a crash or a loss of power takes: told also where nobody wrote it. */
const durabilityKeys: readonly string[] = [
  'min.insync.replicas',
  'unclean.leader.election.enable',
  'log.flush.interval.messages',
  'log.flush.interval.ms',
  'log.flush.scheduler.interval.ms',
  'replica.lag.time.max.ms',
  'auto.leader.rebalance.enable',
  'log.cleaner.enable',
];

/** Tells where a setting was written, by its path below `cluster:`. */
export type OriginOf = (path: readonly string[]) => string;

/** Every setting that the brokers get, with where it comes from, and the defaults that matter; the lab's own keys apart. */
export function settingsOf(cluster: KafkaCluster, originOf: OriginOf): readonly PlannedSetting[] {
  const settingsAt = (of: string | null, config: Readonly<Record<string, string>>, at: readonly string[]) =>
    Object.entries(config).map(([key, value]) => ({ of, key, value, origin: originOf([...at, key]) }));
  const written = settingsAt(null, cluster.config, ['config']);
  const ofNodes = Object.entries(cluster.nodes).flatMap(([node, { config }]) =>
    settingsAt(node, config, ['nodes', node, 'config']),
  );
  const lab = Object.entries(labSettings(cluster, metadataOf(cluster)))
    .filter(([key]) => !Object.hasOwn(cluster.config, key))
    .map(([key, value]) => ({ of: null, key, value, origin: 'fsync-lab' }));
  const given = [...written, ...lab];
  return [...given, ...ofNodes, ...defaultsBeside(given, cluster)];
}

function defaultsBeside(
  given: readonly PlannedSetting[],
  { kafka }: KafkaCluster,
): readonly PlannedSetting[] {
  const known = kafka === undefined ? null : knownBrokerKeys(kafka);
  return durabilityKeys.flatMap((key) => {
    const facts = known?.get(key);
    if (facts === undefined || given.some((setting) => setting.key === key)) return [];
    return [{ of: null, key, value: facts.default ?? 'not set', origin: "Kafka's default" }];
  });
}
