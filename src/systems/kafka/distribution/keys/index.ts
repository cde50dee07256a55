import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../../../lib/package-version.ts';
import { didYouMean } from '../../../../lib/suggest.ts';
import { pinnedVersions } from '../pinned.ts';

/** What a Kafka version defines, by name. A key's own facts have room in its object. */
export interface ConfigurationKeys {
  readonly broker: Readonly<Record<string, object>>;
  readonly topic: Readonly<Record<string, object>>;
}

/** Where generate.ts writes the keys of a version, and where they are read. */
export function keysFile(version: string): string {
  return join(packageFolder, 'data/kafka/keys', `${version}.json`);
}

const keysByVersion = new Map<string, ConfigurationKeys>();

/** The keys of a version, read once and only when asked for; null for a version that is not pinned. */
function keysOf(version: string): ConfigurationKeys | null {
  if (!pinnedVersions.some((pinned) => pinned.version === version)) return null;
  const keys = keysByVersion.get(version) ?? JSON.parse(readFileSync(keysFile(version), 'utf8'));
  keysByVersion.set(version, keys);
  return keys;
}

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
  return namesIn(keysOf(version)?.broker);
}

/** The topic keys likewise. */
export function knownTopicKeys(version: string): ReadonlySet<string> | null {
  return namesIn(keysOf(version)?.topic);
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

function namesIn(keys: Readonly<Record<string, object>> | undefined): ReadonlySet<string> | null {
  return keys === undefined ? null : new Set(Object.keys(keys));
}
