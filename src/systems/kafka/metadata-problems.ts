import type { ClusterProblem } from '../system.ts';
import { elrFeature, knowsEligibleLeaderReplicas } from './features.ts';
import { isAtLeast, metadataOf } from './layout.ts';
import type { KafkaCluster } from './schema.ts';

/** Where each version can keep its metadata, and what then has no meaning. */
export function metadataProblems(cluster: KafkaCluster): readonly ClusterProblem[] {
  return metadataOf(cluster) === 'kraft' ? kraftProblems(cluster) : zookeeperProblems(cluster);
}

function zookeeperProblems({ kafka, controllers, features }: KafkaCluster): readonly ClusterProblem[] {
  const hint = 'say metadata: kraft (Kafka 3.9.1 or later)';
  return [
    ...problemIf(kafka !== undefined && isAtLeast(kafka, 4, 0), ['metadata'], {
      message: `Kafka ${kafka} has no ZooKeeper mode, 3.9 was the last; use metadata: kraft, or Kafka 3.x`,
    }),
    ...problemIf(controllers !== undefined, ['controllers'], {
      message: `a cluster with ZooKeeper has no KRaft controllers; ${hint}`,
    }),
    ...problemIf(asksForElr(features), ['features', elrFeature], {
      message:
        'with ZooKeeper there are no eligible leader replicas; they came with Kafka 4.0 and need KRaft',
    }),
    ...problemIf(Object.keys(features).some(isNoElr), ['features'], {
      message: `a cluster with ZooKeeper is not formatted, so it takes no features; ${hint}`,
    }),
  ];
}

function asksForElr(features: KafkaCluster['features']): boolean {
  return (features[elrFeature] ?? '0') !== '0';
}

/** Level 0 of eligible leader replicas is what a cluster without them has, and what is more has its own refusal. */
function isNoElr(feature: string): boolean {
  return feature !== elrFeature;
}

function kraftProblems({ kafka, features }: KafkaCluster): readonly ClusterProblem[] {
  if (kafka === undefined) return [];
  return [
    ...problemIf(!printsRegistrations(kafka), ['metadata'], {
      message: `here Kafka ${kafka} runs with ZooKeeper only, as its KRaft controllers do not tell who is registered; use metadata: zookeeper, or Kafka 3.9.1`,
    }),
    ...problemIf(asksForElr(features) && !knowsEligibleLeaderReplicas(kafka), ['features', elrFeature], {
      message: `Kafka ${kafka} has no eligible leader replicas; they came with 4.0`,
    }),
  ];
}

/** Seen on 3.4.0: a controller that starts again replays its log and prints none of the registrations in it. */
function printsRegistrations(kafka: string): boolean {
  return isAtLeast(kafka, 3, 5);
}

function problemIf(
  isSo: boolean,
  path: readonly string[],
  { message }: { readonly message: string },
): readonly ClusterProblem[] {
  return isSo ? [{ path, message }] : [];
}
