import type { PlannedNode } from '../../plan.ts';
import { launchJava } from '../java/launch.ts';
import { propertiesText } from '../java/properties-text.ts';
import { troubleIn } from '../java/trouble.ts';
import type { NodePlace, NodeSpec } from '../system.ts';
import { readinessIn, serverFile } from './broker.ts';
import { nodeProperties } from './config.ts';
import type { KafkaSoftware } from './distribution/kafka-software.ts';
import { mainClasses } from './distribution/main-classes.ts';
import { formatStorage } from './format.ts';
import { nodeId, voterNames } from './layout.ts';
import { brokerListeners, combinedListeners, controllerListener, securityMap } from './listeners.ts';
import { logDirs } from './log-dirs.ts';
import { remedyFor } from './remedy.ts';
import type { KafkaCluster } from './schema.ts';

const memoryMb = 512;

type Role = 'broker' | 'controller' | 'combined';

interface Kind {
  readonly processRoles: string;
  readonly ports: readonly string[];
  readonly listeners: (name: string, place: NodePlace) => Readonly<Record<string, string>>;
}

const kinds: Readonly<Record<Role, Kind>> = {
  broker: { processRoles: 'broker', ports: ['clients', 'peers'], listeners: brokerListeners },
  controller: { processRoles: 'controller', ports: ['controller'], listeners: controllerListener },
  combined: {
    processRoles: 'broker,controller',
    ports: ['clients', 'peers', 'controller'],
    listeners: combinedListeners,
  },
};

/** A node of a KRaft cluster: a controller, a broker, or both. Its storage is formatted by Kafka's own tool. */
export function kraftNode(node: PlannedNode, cluster: KafkaCluster, software: KafkaSoftware): NodeSpec {
  const { name, holdsData } = node;
  const kind = kinds[holdsData ? (cluster.controllers === 'combined' ? 'combined' : 'broker') : 'controller'];
  const configure = (place: NodePlace) => {
    const owned = { ...commonKeys(node, cluster, place), ...kind.listeners(name, place) };
    const entries = nodeProperties(cluster, name, { ...owned, 'process.roles': kind.processRoles });
    return place.machine.write(serverFile(place), propertiesText(entries));
  };
  return {
    ...node,
    ports: kind.ports,
    disks: holdsData ? cluster.logDirs : 1,
    memoryMb,
    async prepare(place) {
      await configure(place);
      await formatStorage({ name, place, cluster, software });
    },
    async launch(place) {
      await configure(place);
      return launchJava({
        place,
        softwareFolder: place.softwareFolder(software.id),
        part: software.kafka,
        archive: 'broker',
        mainClass: mainClasses.broker,
        args: [serverFile(place)],
      });
    },
    readiness: async (_place, lines) => readinessIn(lines),
    trouble: troubleIn,
    remedy: remedyFor,
  };
}

function commonKeys(
  { name, holdsData }: PlannedNode,
  cluster: KafkaCluster,
  place: NodePlace,
): Readonly<Record<string, string>> {
  return {
    'node.id': String(nodeId(name)),
    'controller.quorum.voters': voterNames(cluster)
      .map((voter) => voterAddress(voter, place))
      .join(','),
    'controller.listener.names': 'CONTROLLER',
    // Controllers have no such listener, and refuse one that is named.
    ...(holdsData ? { 'inter.broker.listener.name': 'PEERS' } : {}),
    // A controller keeps its one log, whatever its brokers have.
    'log.dirs': logDirs(place.machine, holdsData ? cluster.logDirs : 1),
    ...securityMap,
  };
}

function voterAddress(voter: string, place: NodePlace): string {
  const { host, port } = place.address(voter, 'controller').fromPeers;
  return `${nodeId(voter)}@${host}:${port}`;
}
