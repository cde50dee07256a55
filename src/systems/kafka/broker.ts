import type { NodePlace, NodeSpec, Readiness } from '../system.ts';
import { brokerProperties, propertiesText } from './config.ts';
import type { KafkaSoftware } from './dist/software.ts';
import { launchJava } from './java.ts';
import { brokerId } from './layout.ts';
import type { KafkaCluster } from './schema.ts';
import { zookeeperName } from './zookeeper.ts';

const memoryMb = 512;

/** Where a broker keeps its partitions, relative to its node's folder: below the mount point of its disk, beside lost+found. */
export const dataFolderName = 'disk/data';

/** A broker that keeps its metadata in ZooKeeper. */
export function zookeeperBroker(name: string, cluster: KafkaCluster, software: KafkaSoftware): NodeSpec {
  return {
    name,
    role: 'broker',
    ports: ['clients', 'peers'],
    holdsData: true,
    memoryMb,
    async launch(place) {
      const file = `${place.machine.folder}/server.properties`;
      await place.machine.write(file, propertiesText(brokerProperties(cluster, name, owned(name, place))));
      return launchJava({
        place,
        softwareFolder: place.softwareFolder(software.id),
        part: software.kafka,
        archive: 'broker',
        mainClass: 'kafka.Kafka',
        args: [file],
      });
    },
    readiness: async (_place, lines) => readinessIn(lines),
  };
}

function owned(name: string, place: NodePlace): Readonly<Record<string, string>> {
  const zookeeper = place.address(zookeeperName, 'clients').fromPeers;
  return {
    'broker.id': String(brokerId(name)),
    'zookeeper.connect': `${zookeeper.host}:${zookeeper.port}`,
    'log.dirs': `${place.machine.folder}/${dataFolderName}`,
    ...brokerListeners(name, place),
  };
}

/** Two listeners, so that clients on this host and the other brokers each have an address that they can reach. */
export function brokerListeners(name: string, place: NodePlace): Readonly<Record<string, string>> {
  const clients = place.address(name, 'clients');
  const peers = place.address(name, 'peers');
  const url = (listener: string, at: { host: string; port: number }) => `${listener}://${at.host}:${at.port}`;
  return {
    listeners: `${url('CLIENTS', clients.bind)},${url('PEERS', peers.bind)}`,
    'advertised.listeners': `${url('CLIENTS', clients.fromHost)},${url('PEERS', peers.fromPeers)}`,
    'listener.security.protocol.map': 'CLIENTS:PLAINTEXT,PEERS:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'PEERS',
  };
}

const startedLine = / started \(kafka\.server\.KafkaServer\)| Kafka Server started /;

/** Ready once this start's output says so; until then the last line is what is seen. */
function readinessIn(lines: readonly string[]): Readiness {
  if (lines.some((line) => startedLine.test(line))) return { ready: true };
  return { ready: false, seen: lines.at(-1) ?? 'no output yet' };
}
