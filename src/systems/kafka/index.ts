import { UserError } from '../../errors.ts';
import type { Plan } from '../../plan.ts';
import { hostJavaVersion, withHostArchives } from '../java/host-archives.ts';
import { partitionRoles } from '../roles.ts';
import type { System } from '../system.ts';
import { zookeeperNode } from '../zookeeper/node.ts';
import { zookeeperBroker } from './broker.ts';
import { classifyLine } from './classify.ts';
import { topicCleanup } from './cleanup.ts';
import { topicConfigProblems } from './config-problems.ts';
import { homeSoftware } from './distribution/home.ts';
import type { KafkaSoftware } from './distribution/kafka-software.ts';
import { kafkaSoftware } from './distribution/software.ts';
import { trainedKafka } from './distribution/training.ts';
import { unsafeKafkaSettings } from './from-afar.ts';
import { kraftNode } from './kraft.ts';
import { metadataOf, plannedNodes } from './layout.ts';
import { fittingCluster } from './own-config/fitting-cluster.ts';
import { readOwnConfig } from './own-config/read.ts';
import { readTopicFile } from './own-config/read-topic.ts';
import { printedContradictions } from './printed-config.ts';
import { clusterProblems } from './problems.ts';
import { registeredBrokers } from './registered.ts';
import { kafkaCluster, kafkaClusterSchema } from './schema.ts';
import { settingsOf } from './settings.ts';
import { settingsWithoutEffect } from './warnings.ts';

function softwareOf(plan: Plan): KafkaSoftware {
  const cluster = kafkaCluster(plan.cluster);
  const { kafka: version, home } = cluster;
  const software = home === undefined ? kafkaSoftware(version ?? '') : homeSoftware(home);
  return withHostArchives(software, trainedKafka(software, metadataOf(cluster)));
}

function withZookeeper({ id, title, zookeeper }: KafkaSoftware) {
  if (!zookeeper)
    throw new UserError(`${title} has no ZooKeeper mode any more`, { hint: 'use metadata: kraft' });
  return { id, zookeeper };
}

// Loaded late: kafkajs and the CRC library take 0.1 s that no process has to wait for.
const client = () => import('./client/client.ts');
const replica = () => import('./replica.ts');
const indexes = () => import('./cut-indexes.ts');

const demo = { scenario: 'key9-loss', version: '3.4.0' };

/** Apache Kafka, with its metadata in ZooKeeper or in KRaft controllers. */
export const kafka: System = {
  name: 'kafka',
  words: { inSync: 'ISR', caughtUp: 'in the ISR', term: 'epoch', position: 'offset' },
  clusterSchema: kafkaClusterSchema,
  roles: {
    ...partitionRoles,
    brokers: { text: 'every broker' },
    metadata: { text: 'ZooKeeper, or the KRaft controllers' },
    all: { text: 'every node' },
  },
  problems: (cluster) => clusterProblems(kafkaCluster(cluster)),
  topicProblems: (cluster, config) => topicConfigProblems(kafkaCluster(cluster), config),
  fittingCluster,
  ownConfig: (bytes, cluster) => readOwnConfig(bytes, kafkaCluster(cluster)),
  topicFile: (bytes, cluster) => readTopicFile(bytes, kafkaCluster(cluster)),
  settings: (cluster, originOf) => settingsOf(kafkaCluster(cluster), originOf),
  unsafeFromAfar: (cluster) => unsafeKafkaSettings(kafkaCluster(cluster)),
  warnings: settingsWithoutEffect,
  cleanup: (cluster, topic) => topicCleanup(kafkaCluster(cluster), topic),
  plannedNodes: (cluster) => plannedNodes(kafkaCluster(cluster)),
  nodes(plan) {
    const software = softwareOf(plan);
    const cluster = kafkaCluster(plan.cluster);
    if (metadataOf(cluster) === 'kraft') return plan.nodes.map((node) => kraftNode(node, cluster, software));
    return plan.nodes.map((node) =>
      node.holdsData
        ? zookeeperBroker(node, cluster, software)
        : zookeeperNode(node, withZookeeper(software)),
    );
  },
  software: (plan) => [softwareOf(plan)],
  versions(plan) {
    const { version, zookeeper } = softwareOf(plan);
    const isKraft = metadataOf(kafkaCluster(plan.cluster)) === 'kraft';
    if (isKraft) return { Kafka: version, Metadata: 'KRaft' };
    return { Kafka: version, ...(zookeeper ? { ZooKeeper: zookeeper.version } : {}) };
  },
  versionsHere: hostJavaVersion,
  demo,
  examine: async () => (await import('./examine.ts')).examineKafka(demo.version),
  pinned: async () => (await import('./versions.ts')).pinnedTable(),
  pinnedSoftware: (version) => kafkaSoftware(version),
  loadAhead: () => Promise.all([client(), replica()]),
  client: async (options) => (await client()).openClient(options),
  registered: registeredBrokers,
  replicaFiles: async (machine, partition) => (await replica()).replicaFiles(machine, partition),
  readReplica: async (machine, partition) => (await replica()).readReplica(machine, partition),
  readSegment: async (machine, path) => (await replica()).readSegment(machine, path),
  cutIndexes: async (machine, segment, end) => (await indexes()).cutIndexes(machine, segment, end),
  stoppedCleanly: async (node, machine) => (await replica()).stoppedCleanly(node, machine),
  classify: classifyLine,
  outputWarnings: printedContradictions,
};
