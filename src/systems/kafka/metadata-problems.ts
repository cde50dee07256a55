import type { ClusterProblem } from '../system.ts';
import { elrFeature, knowsEligibleLeaderReplicas } from './features.ts';
import { isAtLeast, metadataOf } from './layout.ts';
import type { KafkaCluster } from './schema.ts';

/** Where each version can keep its metadata, and what then has no meaning. */
export function metadataProblems(cluster: KafkaCluster): readonly ClusterProblem[] {
  return metadataOf(cluster) === 'kraft' ? kraftProblems(cluster) : zookeeperProblems(cluster);
}

function zookeeperProblems({ kafka, controllers, features }: KafkaCluster): readonly ClusterProblem[] {
  const hint = 'say metadata: kraft (Kafka 3.3 or later)';
  return [
    ...problemIf(kafka !== undefined && isAtLeast(kafka, 4, 0), ['metadata'], {
      message: `Kafka ${kafka} has no ZooKeeper mode, 3.9 was the last; use metadata: kraft, or Kafka 3.x`,
    }),
    ...problemIf(controllers !== undefined, ['controllers'], {
      message: `a cluster with ZooKeeper has no KRaft controllers; ${hint}`,
    }),
    ...problemIf(Object.entries(features).some(isMoreThanAbsent), ['features'], {
      message: `a cluster with ZooKeeper is not formatted, so it takes no features; ${hint}`,
    }),
  ];
}

/** A feature at level 0 is absent, which is what a cluster without it has. */
function isMoreThanAbsent([name, level]: readonly [string, string]): boolean {
  return name !== elrFeature || level !== '0';
}

function kraftProblems({ kafka, features }: KafkaCluster): readonly ClusterProblem[] {
  if (kafka === undefined) return [];
  const isReady = isAtLeast(kafka, 3, 3);
  return [
    ...problemIf(!isReady, ['metadata'], {
      message: `KRaft is ready for use from Kafka 3.3 on; with ${kafka} use metadata: zookeeper`,
    }),
    ...problemIf(
      (features[elrFeature] ?? '0') !== '0' && !knowsEligibleLeaderReplicas(kafka),
      ['features', elrFeature],
      {
        message: `Kafka ${kafka} has no eligible leader replicas; they came with 4.0`,
      },
    ),
  ];
}

function problemIf(
  isSo: boolean,
  path: readonly string[],
  { message }: { readonly message: string },
): readonly ClusterProblem[] {
  return isSo ? [{ path, message }] : [];
}
