import type { ClusterProblem } from '../system.ts';
import { ownedReason } from './config.ts';
import {
  brokerKeyProblem,
  type KeyFacts,
  knownBrokerKeys,
  knownTopicKeys,
  topicKeyProblem,
} from './distribution/config-keys/index.ts';
import type { KafkaCluster } from './schema.ts';
import { isSecret } from './secrets.ts';
import { textProblem, valueProblem } from './setting-value.ts';

type Config = Readonly<Record<string, string>>;

/** What is wrong with the brokers' settings, of all and of single nodes, each at its own place. */
export function configProblems(cluster: KafkaCluster): readonly ClusterProblem[] {
  const places: readonly (readonly [path: readonly string[], config: Config])[] = [
    [['config'], cluster.config],
    ...Object.entries(cluster.nodes).map(
      ([node, { config }]) => [['nodes', node, 'config'], config] as const,
    ),
  ];
  const features = problemsIn(cluster.features, (key, value) => textProblem(key, value)).map(
    below('features'),
  );
  const settings = places.flatMap(([path, config]) =>
    problemsIn(config, (key, value) => brokerProblem(cluster, key, value)).map(below(...path)),
  );
  return [...features, ...settings];
}

/** The same for the settings of a topic; the paths are its keys. */
export function topicConfigProblems(cluster: KafkaCluster, config: Config): readonly ClusterProblem[] {
  return problemsIn(config, (key, value) => topicProblem(cluster, key, value));
}

function problemsIn(config: Config, judge: (key: string, value: string) => string | null): ClusterProblem[] {
  return Object.entries(config).flatMap(([key, value]) => {
    const message = judge(key, value);
    return message === null ? [] : [{ path: [key], message }];
  });
}

function below(...path: readonly string[]): (problem: ClusterProblem) => ClusterProblem {
  return (problem) => ({ ...problem, path: [...path, ...problem.path] });
}

function brokerProblem(cluster: KafkaCluster, key: string, value: string): string | null {
  const owned = ownedReason(key);
  if (owned !== undefined) return `'${key}' is set by fsync-lab: ${owned}`;
  return keyProblem(cluster, [key, value], { problem: brokerKeyProblem, known: knownBrokerKeys });
}

function topicProblem(cluster: KafkaCluster, key: string, value: string): string | null {
  return keyProblem(cluster, [key, value], { problem: topicKeyProblem, known: knownTopicKeys });
}

/** What a version of Kafka knows of its keys, of brokers or of topics. */
interface Keys {
  problem(version: string, key: string): string | null;
  known(version: string): ReadonlyMap<string, KeyFacts> | null | undefined;
}

function keyProblem(
  cluster: KafkaCluster,
  [key, value]: readonly [key: string, value: string],
  keys: Keys,
): string | null {
  const { kafka } = cluster;
  return (
    textProblem(key, value) ??
    secretProblem(key) ??
    (kafka === undefined ? null : unknownProblem(cluster, keys.problem(kafka, key))) ??
    (kafka === undefined ? null : typeProblem(key, keys.known(kafka)?.get(key), value))
  );
}

/** A plan is stored, shown and passed on; and nothing here is encrypted that would need one. */
function secretProblem(key: string): string | null {
  return isSecret(key)
    ? `'${key}' is a secret: it would be stored with the plan, and no node here needs it; leave it out`
    : null;
}

function unknownProblem({ allowUnknown }: KafkaCluster, problem: string | null): string | null {
  return problem === null || allowUnknown ? null : `${problem} (--allow-unknown lets it through)`;
}

function typeProblem(key: string, facts: KeyFacts | undefined, value: string): string | null {
  return facts === undefined ? null : valueProblem(key, facts, value);
}
