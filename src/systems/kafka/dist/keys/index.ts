import { didYouMean } from '../../../../lib/suggest.ts';
import { kafka340 } from './kafka-3.4.0.ts';
import { kafka391 } from './kafka-3.9.1.ts';
import { kafka411 } from './kafka-4.1.1.ts';
import { kafka431 } from './kafka-4.3.1.ts';

/** The names that a Kafka version defines, separated by white space. */
export interface ConfigurationKeys {
  readonly broker: string;
  readonly topic: string;
}

const keysByVersion: Readonly<Record<string, ConfigurationKeys>> = {
  '3.4.0': kafka340,
  '3.9.1': kafka391,
  '4.1.1': kafka411,
  '4.3.1': kafka431,
};

// Read by plug-ins or per listener: valid, though no version lists them.
const openPrefixes = [
  'listener.name.',
  'rlmm.config.',
  'rsm.config.',
  'authorizer.',
  'client.quota.callback.',
];
const pluginKeys = ['super.users', 'allow.everyone.if.no.acl.found'];

/** The broker keys that this Kafka defines; null for a version that is not pinned. */
export function knownBrokerKeys(version: string): ReadonlySet<string> | null {
  return namesIn(keysByVersion[version]?.broker);
}

/** The topic keys likewise. */
export function knownTopicKeys(version: string): ReadonlySet<string> | null {
  return namesIn(keysByVersion[version]?.topic);
}

/** Why a broker key will do nothing, as Kafka only ignores it; null when it is known, or nobody can tell. */
export function brokerKeyProblem(version: string, key: string): string | null {
  if (pluginKeys.includes(key) || openPrefixes.some((prefix) => key.startsWith(prefix))) return null;
  return problem(version, 'broker', key, knownBrokerKeys(version));
}

/** Why a topic key will not do: an unknown one makes the creation of the topic fail. */
export function topicKeyProblem(version: string, key: string): string | null {
  return problem(version, 'topic', key, knownTopicKeys(version));
}

function problem(
  version: string,
  kind: string,
  key: string,
  known: ReadonlySet<string> | null,
): string | null {
  if (known === null || known.has(key)) return null;
  return `Kafka ${version} knows no ${kind} key '${key}'${didYouMean(key, [...known])}`;
}

function namesIn(text: string | undefined): ReadonlySet<string> | null {
  return text === undefined ? null : new Set(text.trim().split(/\s+/));
}
