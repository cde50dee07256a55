import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../../../lib/package-version.ts';
import { didYouMean } from '../../../../lib/suggest.ts';
import { pinnedVersions } from '../pinned.ts';

/** A key as Kafka's own ConfigDef has it. */
export interface KeyFacts {
  readonly type: string;
  /** A range, `[1,...]`, or a list, `[a, b]`; left out when anything of the type will do. */
  readonly valid?: string;
  /** Left out when there is none. */
  readonly default?: string;
}

/** What a Kafka version defines, by name. */
export interface ConfigurationKeys {
  readonly broker: Readonly<Record<string, KeyFacts>>;
  readonly topic: Readonly<Record<string, KeyFacts>>;
}

type Keys = ReadonlyMap<string, KeyFacts>;

/** Where generate.ts writes the keys of a version, and where they are read. */
export function keysFile(version: string): string {
  return join(packageFolder, 'data/kafka/keys', `${version}.json`);
}

const keysByVersion = new Map<string, { readonly broker: Keys; readonly topic: Keys }>();

/** The keys of a version, read once and only when asked for; null for a version that is not pinned. */
function keysOf(version: string) {
  if (!pinnedVersions.some((pinned) => pinned.version === version)) return null;
  const keys = keysByVersion.get(version) ?? readKeys(version);
  keysByVersion.set(version, keys);
  return keys;
}

function readKeys(version: string) {
  const { broker, topic }: ConfigurationKeys = JSON.parse(readFileSync(keysFile(version), 'utf8'));
  return { broker: new Map(Object.entries(broker)), topic: new Map(Object.entries(topic)) };
}

// Read by plug-ins or per listener: valid, though no version lists them.
const openPrefixes = [
  'listener.name.',
  'rlmm.config.',
  'rsm.config.',
  'authorizer.',
  'client.quota.callback.',
  'config.providers',
];
const pluginKeys = ['super.users', 'allow.everyone.if.no.acl.found'];

/** The broker keys that this Kafka defines; null for a version that is not pinned. */
export function knownBrokerKeys(version: string): Keys | null {
  return keysOf(version)?.broker ?? null;
}

/** The topic keys likewise. */
export function knownTopicKeys(version: string): Keys | null {
  return keysOf(version)?.topic ?? null;
}

/** A broker key of any pinned version, the newest first: what another version knows is no slip of the pen. */
export function brokerKeyOfAny(key: string): KeyFacts | undefined {
  return keyOfAny(key, knownBrokerKeys);
}

/** A topic key likewise. */
export function topicKeyOfAny(key: string): KeyFacts | undefined {
  return keyOfAny(key, knownTopicKeys);
}

function keyOfAny(key: string, keysOfVersion: (version: string) => Keys | null): KeyFacts | undefined {
  for (const { version } of pinnedVersions.toReversed()) {
    const found = keysOfVersion(version)?.get(key);
    if (found) return found;
  }
  return undefined;
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

function problem(version: string, kind: string, key: string, known: Keys | null): string | null {
  if (known === null || known.has(key)) return null;
  return `Kafka ${version} knows no ${kind} key '${key}'${didYouMean(key, [...known.keys()])}`;
}
