import { nearest } from '../../../lib/suggest.ts';
import { ownedReason } from '../config.ts';
import { brokerKeyOfAny, knownBrokerKeys } from '../distribution/config-keys/index.ts';
import { metadataOf } from '../layout.ts';
import type { KafkaCluster } from '../schema.ts';
import { isSecret } from '../secrets.ts';

/** Why a group of settings is left out, and which they are. The first that fits tells. */
const groups: readonly (readonly [group: string, keys: RegExp])[] = [
  [
    'other products',
    /^(confluent|io\.confluent|cruise\.control|strimzi|log4j|kafka\.rest|schema\.registry)\./,
  ],
  [
    'security',
    /^(ssl|sasl|security|authorizer|delegation\.token|password\.encoder|zookeeper\.ssl|listener\.name)\./,
  ],
  [
    'security',
    /^(super\.users|allow\.everyone\.if\.no\.acl\.found|principal\.builder\.class|connections\.max\.reauth\.ms|zookeeper\.set\.acl|zookeeper\.clientCnxnSocket)$/,
  ],
  ['metrics', /^(metrics?|kafka\.metrics|telemetry)\.|^auto\.include\.jmx\.reporter$/],
  ['interceptors', /interceptor/],
  ['quotas', /(^|\.)quota\.|\.throttled\./],
  ['remote storage', /^(log\.local|remote\.(log|fetch|list)|rsm\.config|rlmm\.config)\./],
  // All nodes and clients of an experiment come from one host.
  [
    'connection limits (all nodes share an address here)',
    /^max\.connections|^max\.connection\.|^connection\.failed/,
  ],
  ['the migration from ZooKeeper', /^zookeeper\.metadata\.migration\./],
  ['config providers (their files are not here)', /^config\.providers/],
  ['listeners', /^(early\.start\.listeners|advertised\.|host\.name$|port$)/],
  ['memory (a node has 256 MB here)', /^log\.cleaner\.(dedupe|io)\.buffer\.size$/],
];

// KRaft has its metadata.version instead, and a broker dies of a protocol older than KRaft.
const zookeeperOnly = /^zookeeper\.|^inter\.broker\.protocol\.version$/;

const kraftOnly =
  /^(controller\.(quorum|listener)\.|process\.roles$|node\.id$|metadata\.(log|max|start)\.|broker\.(heartbeat|session)\.|initial\.broker\.)/;

const credentialsInUrl = /:\/\/[^/\s:@]+:[^@\s]+@/;

/** Why the setting has no bearing on durability here or can't hold, in the words of its group; null when it is kept. */
export type Judge = (key: string, value: string) => string | null;

/** Slips are looked for among so many keys that nobody knows: what has more is noise, and each look takes time. */
const slipsMax = 200;
const slipDistanceMax = 2;

/** Judges the settings of one file for this cluster. */
export function bearingFor(cluster: KafkaCluster): Judge {
  const isKraft = metadataOf(cluster) === 'kraft';
  const foreign = foreignKeys(cluster);
  return (key, value) => {
    if (ownedReason(key) !== undefined) return 'set by fsync-lab';
    const group = groups.find(([, keys]) => keys.test(key))?.[0];
    if (group !== undefined) return group;
    if (isSecret(key) || credentialsInUrl.test(value)) return 'secrets';
    if (isKraft && zookeeperOnly.test(key)) return 'of ZooKeeper, under KRaft';
    if (!isKraft && kraftOnly.test(key)) return 'of KRaft, under ZooKeeper';
    if (isForeignClass(key, value)) return 'classes that are not here';
    return foreign(key);
  };
}

/** A key that this version lacks: of another one, of nobody, or (kept, so that it is told at its line) a slip. */
function foreignKeys({ kafka, allowUnknown }: KafkaCluster): (key: string) => string | null {
  const known = kafka === undefined ? null : knownBrokerKeys(kafka);
  const names = known === null ? [] : [...known.keys()];
  let looked = 0;
  return (key) => {
    if (known === null || known.has(key)) return null;
    if (brokerKeyOfAny(key)) return 'of another version of Kafka';
    looked += 1;
    const isSlip = !allowUnknown && looked <= slipsMax && isNear(key, names);
    return isSlip ? null : 'not known to Kafka';
  };
}

function isNear(key: string, names: readonly string[]): boolean {
  return nearest(key, names, slipDistanceMax) !== undefined;
}

function isForeignClass(key: string, value: string): boolean {
  const isClass = brokerKeyOfAny(key)?.type === 'CLASS' || /\.class(es|\.name|\.path)?$/.test(key);
  const names = value.split(',').map((name) => name.trim());
  return isClass && !names.every((name) => /^((org\.apache\.)?kafka\.|$)/.test(name));
}
