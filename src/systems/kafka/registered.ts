import type { Registered, System } from '../system.ts';
import { zookeeperName } from '../zookeeper/node.ts';
import { registeredAtControllers } from './kraft-registered.ts';
import { isAtLeast, metadataOf, voterNames } from './layout.ts';
import { registeredInZookeeper } from './registered-in-zookeeper.ts';
import { type KafkaCluster, kafkaCluster } from './schema.ts';

type Looking = Parameters<NonNullable<System['registered']>>[0];

/** The brokers that the metadata store holds a live registration of. */
export async function registeredBrokers(looking: Looking): Promise<Registered> {
  const cluster = kafkaCluster(looking.plan.cluster);
  if (metadataOf(cluster) === 'kraft') return registeredInKraft(cluster, looking);
  if (!looking.runningNodes.includes(zookeeperName)) return { notServing: 'ZooKeeper is down' };
  return registeredInZookeeper(looking.addressOf(zookeeperName, 'clients'));
}

function registeredInKraft(cluster: KafkaCluster, { runningNodes, linesOf, plan }: Looking): Registered {
  const brokers = plan.nodes.filter(({ holdsData }) => holdsData).map(({ name }) => name);
  const isAnyBrokerUp = brokers.some((name) => runningNodes.includes(name));
  if (cluster.controllers === 'combined' && !isAnyBrokerUp) return { nodes: [] };
  const controllers = voterNames(cluster).filter((name) => runningNodes.includes(name));
  const told = registeredAtControllers(controllers.map((name) => ({ name, lines: linesOf(name) })));
  const isStale = !isAnyBrokerUp && !fencesByItself(cluster);
  return 'nodes' in told && isStale ? { nodes: [] } : told;
}

/**
 * Until some broker speaks to it, a 3.9 controller that was restarted does not look for expired sessions (seen: 4.8 s),
 * so it goes on naming the dead. 4.x looks every 187 ms. Not to wait harms nobody: KRaft itself retries a registration
 * that comes before the old one expires.
 */
function fencesByItself({ kafka }: KafkaCluster): boolean {
  return kafka !== undefined && isAtLeast(kafka, 4, 0);
}
