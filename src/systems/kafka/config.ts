import type { Metadata } from './layout.ts';
import type { KafkaCluster } from './schema.ts';

/** Small pools, and what keeps a scenario from being moved under its hands. None of it where Kafka's defaults shall hold. */
const labDefaults: Readonly<Record<string, string>> = {
  'auto.leader.rebalance.enable': 'false',
  'auto.create.topics.enable': 'false',
  'default.replication.factor': '3',
  'group.initial.rebalance.delay.ms': '0',
  'log.cleaner.enable': 'false',
  'min.insync.replicas': '2',
  'num.io.threads': '2',
  'num.network.threads': '1',
  'offsets.topic.num.partitions': '1',
  'offsets.topic.replication.factor': '3',
  // By default a transaction whose producer died stays open for up to 10 s longer than its own time-out.
  'transaction.abort.timed.out.transaction.cleanup.interval.ms': '1000',
  'transaction.state.log.min.isr': '2',
  'transaction.state.log.num.partitions': '1',
  'transaction.state.log.replication.factor': '3',
  'unclean.leader.election.enable': 'false',
};

const sessionMsDefault = 1500;

/** Only where brokers keep sessions with ZooKeeper. */
function zookeeperSessions({ session = sessionMsDefault }: KafkaCluster): Readonly<Record<string, string>> {
  return {
    'zookeeper.session.timeout.ms': String(session),
    // By default this follows the session's time-out, and a slow start would then fail.
    'zookeeper.connection.timeout.ms': '18000',
  };
}

/** Only with KRaft; the controllers keep the sessions, so these are in every file. */
function kraftSessions({ session = sessionMsDefault }: KafkaCluster): Readonly<Record<string, string>> {
  return { 'broker.heartbeat.interval.ms': '300', 'broker.session.timeout.ms': String(session) };
}

/** Keys that follow from where the tool puts things; a scenario that sets them would break its own run. */
const ownedKeys: Readonly<Record<string, string>> = {
  'broker.id': 'the node name decides it',
  'node.id': 'the node name decides it',
  'process.roles': 'the node role decides it',
  listeners: 'every node has an address of its own',
  'advertised.listeners': 'every node has an address of its own',
  'listener.security.protocol.map': 'every node has an address of its own',
  'inter.broker.listener.name': 'every node has an address of its own',
  'control.plane.listener.name': 'every node has an address of its own',
  'controller.listener.names': 'every node has an address of its own',
  'controller.quorum.voters': 'the tool knows the controllers',
  'controller.quorum.bootstrap.servers': 'the tool knows the controllers',
  'log.dir': 'every node has a folder of its own',
  'log.dirs': 'every node has a folder of its own',
  'metadata.log.dir': 'every node has a folder of its own',
  'zookeeper.connect': 'the tool starts ZooKeeper itself',
};

/** Why a key is the tool's; undefined when the scenario may set it. */
export function ownedReason(key: string): string | undefined {
  return Object.hasOwn(ownedKeys, key) ? ownedKeys[key] : undefined;
}

/** The keys that the tool sets itself. */
export const ownedKeyNames: readonly string[] = Object.keys(ownedKeys);

/**
 * One node's entries: defaults, then the scenario's, then the node's own, then what the tool owns. Controllers get what
 * brokers get: they elect the leaders, so `min.insync.replicas` and `unclean.leader.election.enable` count in their files.
 */
export function nodeProperties(
  cluster: KafkaCluster,
  node: string,
  owned: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const metadata = 'zookeeper.connect' in owned ? 'zookeeper' : 'kraft';
  const own = cluster.nodes[node]?.config ?? {};
  return { ...labSettings(cluster, metadata), ...cluster.config, ...own, ...owned };
}

/**
 * What the lab sets where nothing is written. With Kafka's own defaults it is what a run can't do without: sessions that
 * an experiment can wait for, and a cleaner that fits into a node's small heap.
 */
export function labSettings(cluster: KafkaCluster, metadata: Metadata): Readonly<Record<string, string>> {
  const sessions = metadata === 'zookeeper' ? zookeeperSessions(cluster) : kraftSessions(cluster);
  if (cluster.defaults === 'kafka') return { ...sessions, ...smallCleaner };
  return { ...labDefaults, ...capped(cluster), ...sessions };
}

/** Kafka's default takes half of a node's heap; the cleaner does the same with less, in more rounds. */
const smallCleaner: Readonly<Record<string, string>> = { 'log.cleaner.dedupe.buffer.size': '16777216' };

/** Replication factors can't exceed the number of brokers. */
function capped(cluster: KafkaCluster): Readonly<Record<string, string>> {
  const factor = String(Math.min(3, cluster.brokers));
  return {
    'default.replication.factor': factor,
    'offsets.topic.replication.factor': factor,
    'transaction.state.log.min.isr': String(Math.min(2, cluster.brokers)),
    'transaction.state.log.replication.factor': factor,
  };
}
