import type { PlannedNode } from '../../plan.ts';
import type { KafkaCluster } from './schema.ts';

/** Where cluster metadata lives. */
export type Metadata = 'zookeeper' | 'kraft';

/** Where the metadata of this cluster lives: as written, else what its version offers first. */
export function metadataOf(cluster: KafkaCluster): Metadata {
  if (cluster.metadata) return cluster.metadata;
  return majorOf(cluster) >= 4 ? 'kraft' : 'zookeeper';
}

/** The major version; 4 when only a distribution's folder is known and nothing says otherwise. */
function majorOf(cluster: KafkaCluster): number {
  return cluster.kafka === undefined ? 4 : Number.parseInt(cluster.kafka, 10);
}

/** Whether the version is this one or a later one. */
export function isAtLeast(version: string, major: number, minor: number): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}

/** Metadata nodes first, because they must be up before a broker can be. */
export function plannedNodes(cluster: KafkaCluster): readonly PlannedNode[] {
  const brokers = count(cluster.brokers).map((id) => ({
    name: brokerName(id),
    role: 'broker',
    holdsData: true,
    ...(cluster.logDirs > 1 ? { disks: cluster.logDirs } : {}),
  }));
  return [...metadataNodes(cluster), ...brokers];
}

function metadataNodes(cluster: KafkaCluster): readonly PlannedNode[] {
  if (metadataOf(cluster) === 'zookeeper')
    return [{ name: 'zookeeper', role: 'zookeeper', holdsData: false }];
  if (cluster.controllers === 'combined') return [];
  return count(cluster.controllers ?? 1).map((number) => ({
    name: `controller-${number}`,
    role: 'controller',
    holdsData: false,
    // KRaft's own log is fsynced: whether that holds can be tried.
    hasDisk: true,
  }));
}

function count(amount: number): readonly number[] {
  return Array.from({ length: amount }, (_, index) => index + 1);
}

/** The nodes that vote on KRaft's metadata log. */
export function voterNames(cluster: KafkaCluster): readonly string[] {
  const isCombined = cluster.controllers === 'combined';
  return plannedNodes(cluster)
    .filter(({ holdsData }) => holdsData === isCombined)
    .map(({ name }) => name);
}

/** `broker-2` for node id 2. */
export function brokerName(id: number): string {
  return `broker-${id}`;
}

/** Node id 2 for `broker-2`. */
export function brokerId(name: string): number {
  return Number(name.slice('broker-'.length));
}

/** Brokers and controllers share one space of ids, and there are at most nine brokers. */
const firstControllerId = 101;

/** Node id 2 for `broker-2`, 102 for `controller-2`. */
export function nodeId(name: string): number {
  const controller = /^controller-(\d+)$/.exec(name)?.[1];
  return controller === undefined ? brokerId(name) : firstControllerId - 1 + Number(controller);
}
