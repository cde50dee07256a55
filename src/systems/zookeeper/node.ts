import type { Endpoint } from '../../machines/machine.ts';
import type { PlannedNode } from '../../plan.ts';
import { launchJava } from '../java/launch.ts';
import type { Part } from '../java/part.ts';
import { propertiesText } from '../java/properties-text.ts';
import { troubleIn } from '../java/trouble.ts';
import type { NodePlace, NodeSpec, Readiness } from '../system.ts';
import { fourLetterWord } from './four-letter-word.ts';

/** The name of the one ZooKeeper node. */
export const zookeeperName = 'zookeeper';

const tickMs = 250;
const memoryMb = 384;

/** A software that brings a ZooKeeper with it. */
export interface ZookeeperSoftware {
  readonly id: string;
  readonly zookeeper: Part;
}

/** One ZooKeeper: it fsyncs its own log and is never the one whose disk is cut. */
export function zookeeperNode(node: PlannedNode, software: ZookeeperSoftware): NodeSpec {
  return {
    ...node,
    ports: ['clients'],
    memoryMb,
    launch: (place) => launchZookeeper(place, software),
    readiness: async (place) => readinessOf(place.address(zookeeperName, 'clients').fromHost),
    trouble: troubleIn,
  };
}

async function launchZookeeper(place: NodePlace, software: ZookeeperSoftware) {
  const { machine } = place;
  const { bind } = place.address(zookeeperName, 'clients');
  const file = `${machine.folder}/zoo.cfg`;
  await machine.write(file, propertiesText(zookeeperProperties(`${machine.folder}/data`, bind)));
  return launchJava({
    place,
    softwareFolder: place.softwareFolder(software.id),
    part: software.zookeeper,
    archive: 'zookeeper',
    mainClass: 'org.apache.zookeeper.server.quorum.QuorumPeerMain',
    args: [file],
  });
}

/** The entries of zoo.cfg, which ZooKeeper reads as a properties file. */
export function zookeeperProperties(dataDir: string, bind: Endpoint): Readonly<Record<string, string>> {
  return {
    dataDir,
    clientPort: String(bind.port),
    clientPortAddress: bind.host,
    tickTime: String(tickMs),
    maxClientCnxns: '0',
    // Else it shortens every session to 20 ticks, 5 s, and tells nobody.
    maxSessionTimeout: '60000',
    '4lw.commands.whitelist': '*',
    'admin.enableServer': 'false',
  };
}

/** `ruok` answers `imok` before a restarted ZooKeeper serves requests, so ask for a session table that is served. */
async function readinessOf(endpoint: Endpoint): Promise<Readiness> {
  const dump = await fourLetterWord(endpoint, 'dump');
  return isServed(dump) ? { ready: true } : { ready: false, seen: firstLine(dump) };
}

/** Whether the answer to `dump` is of a ZooKeeper that serves requests. */
export function isServed(dump: string | null): dump is string {
  return dump?.includes('SessionTracker') ?? false;
}

/** What it answers instead. */
export function firstLine(answer: string | null): string {
  if (answer === null) return 'nobody answers';
  return answer.split('\n', 1)[0]?.trim() || 'an empty answer';
}
