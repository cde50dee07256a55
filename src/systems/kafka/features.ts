import { isAtLeast, metadataOf } from './layout.ts';
import type { KafkaCluster } from './schema.ts';

/** The feature of KIP-966; its level 0 is the same as not to have it. */
export const elrFeature = 'eligible.leader.replicas.version';

/** Whether this cluster keeps eligible leader replicas: as formatted, and on by default from 4.1 on. */
export function hasEligibleLeaderReplicas(cluster: KafkaCluster): boolean {
  if (metadataOf(cluster) !== 'kraft') return false;
  const version = cluster.kafka;
  const level = cluster.features[elrFeature];
  if (level !== undefined) return level !== '0' && knowsEligibleLeaderReplicas(version);
  return version !== undefined && isAtLeast(version, 4, 1);
}

/** Whether the version has the feature at all; of a folder's version nothing is known, so it is asked for. */
export function knowsEligibleLeaderReplicas(version: string | undefined): boolean {
  return version === undefined || isAtLeast(version, 4, 0);
}

/** What the storage is formatted with: a level 0 of a feature that the version lacks is what it has anyway. */
export function formattedFeatures({ kafka, features }: KafkaCluster): Readonly<Record<string, string>> {
  if (knowsEligibleLeaderReplicas(kafka) || features[elrFeature] !== '0') return features;
  return Object.fromEntries(Object.entries(features).filter(([name]) => name !== elrFeature));
}
