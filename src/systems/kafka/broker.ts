import type { PlannedNode } from '../../plan.ts';
import { launchJava } from '../java/launch.ts';
import { propertiesText } from '../java/properties-text.ts';
import { troubleIn } from '../java/trouble.ts';
import type { NodePlace, NodeSpec, Readiness } from '../system.ts';
import { zookeeperName } from '../zookeeper/node.ts';
import { nodeProperties } from './config.ts';
import type { KafkaSoftware } from './distribution/kafka-software.ts';
import { mainClasses } from './distribution/main-classes.ts';
import { brokerId } from './layout.ts';
import { brokerListeners, securityMap } from './listeners.ts';
import { logDirs } from './log-dirs.ts';
import { remedyFor } from './remedy.ts';
import type { KafkaCluster } from './schema.ts';

const memoryMb = 512;

/** A broker that keeps its metadata in ZooKeeper. */
export function zookeeperBroker(node: PlannedNode, cluster: KafkaCluster, software: KafkaSoftware): NodeSpec {
  const { name } = node;
  return {
    ...node,
    ports: ['clients', 'peers'],
    disks: cluster.logDirs,
    memoryMb,
    async launch(place) {
      const file = serverFile(place);
      await place.machine.write(
        file,
        propertiesText(nodeProperties(cluster, name, owned(name, cluster, place))),
      );
      return launchJava({
        place,
        softwareFolder: place.softwareFolder(software.id),
        part: software.kafka,
        archive: 'broker',
        mainClass: mainClasses.broker,
        args: [file],
      });
    },
    readiness: async (_place, lines) => readinessIn(lines),
    excusedExit: sessionExpiredIn,
    trouble: troubleIn,
    remedy: remedyFor,
  };
}

/** Where a node's configuration is written. */
export function serverFile({ machine }: NodePlace): string {
  return `${machine.folder}/server.properties`;
}

function owned(name: string, cluster: KafkaCluster, place: NodePlace): Readonly<Record<string, string>> {
  const zookeeper = place.address(zookeeperName, 'clients').fromPeers;
  return {
    'broker.id': String(brokerId(name)),
    'zookeeper.connect': `${zookeeper.host}:${zookeeper.port}`,
    'log.dirs': logDirs(place.machine, cluster.logDirs),
    'inter.broker.listener.name': 'PEERS',
    ...securityMap,
    ...brokerListeners(name, place),
  };
}

/**
 * Sessions are short here, and a machine that stands still for as long ends one in the middle of a start, of which a 3.x
 * broker dies. Nothing was served yet, and whoever supervises it would start it again.
 */
export function sessionExpiredIn(lines: readonly string[]): string | undefined {
  const fatal = lines.findLastIndex((line) => line.includes('fatal exception during startup'));
  const isExpired = fatal >= 0 && lines[fatal + 1]?.includes('KeeperException$SessionExpiredException');
  return isExpired ? 'its ZooKeeper session expired (a busy machine)' : undefined;
}

const startedLine = / started \(kafka\.server\.KafkaServer\)| Kafka Server started /;

/** Ready once this start's output says so; until then the last line is what is seen. */
export function readinessIn(lines: readonly string[]): Readiness {
  if (lines.some((line) => startedLine.test(line))) return { ready: true };
  return { ready: false, seen: lines.at(-1) ?? 'no output yet' };
}
