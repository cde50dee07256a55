import type { PlannedNode } from '../../plan.ts';
import type { KafkaCluster } from './schema.ts';

/** Where the metadata of this cluster lives: as written, else what its version offers first. */
export function metadataOf(cluster: KafkaCluster): 'zookeeper' | 'kraft' {
  if (cluster.metadata) return cluster.metadata;
  return majorOf(cluster) >= 4 ? 'kraft' : 'zookeeper';
}

/** The major version; 4 when only a distribution's folder is known and nothing says otherwise. */
export function majorOf(cluster: KafkaCluster): number {
  return cluster.kafka === undefined ? 4 : Number.parseInt(cluster.kafka, 10);
}

/** Metadata nodes first, because they must be up before a broker can be. */
export function plannedNodes(cluster: KafkaCluster): readonly PlannedNode[] {
  const brokers = Array.from({ length: cluster.brokers }, (_, index) => ({
    name: brokerName(index + 1),
    role: 'broker',
  }));
  return [{ name: 'zookeeper', role: 'zookeeper' }, ...brokers];
}

/** `broker-2` for node id 2. */
export function brokerName(id: number): string {
  return `broker-${id}`;
}

/** Node id 2 for `broker-2`. */
export function brokerId(name: string): number {
  return Number(name.slice('broker-'.length));
}
