import { UserError } from '../../errors.ts';
import type { Address, Endpoint } from '../../machines/machine.ts';
import type { PlannedNode } from '../../plan.ts';
import type { NodePlace, NodeSpec, Readiness, Registered } from '../system.ts';
import { propertiesText } from './config.ts';
import type { KafkaSoftware, Part } from './distribution/part.ts';
import { fourLetterWord } from './four-letter-word.ts';
import { launchJava } from './java.ts';
import { brokerName } from './layout.ts';
import { troubleIn } from './trouble.ts';

/** The name of the one ZooKeeper node. */
export const zookeeperName = 'zookeeper';

const tickMs = 250;
const memoryMb = 384;

/** One ZooKeeper: it fsyncs its own log and is never the one whose disk is cut. */
export function zookeeperNode(node: PlannedNode, software: KafkaSoftware): NodeSpec {
  return {
    ...node,
    ports: ['clients'],
    memoryMb,
    launch: (place) => launchZookeeper(place, software),
    readiness: async (place) => readinessOf(place.address(zookeeperName, 'clients').fromHost),
    trouble: troubleIn,
  };
}

async function launchZookeeper(place: NodePlace, software: KafkaSoftware) {
  const { machine } = place;
  const { bind } = place.address(zookeeperName, 'clients');
  const file = `${machine.folder}/zoo.cfg`;
  await machine.write(file, propertiesText(zookeeperProperties(`${machine.folder}/data`, bind)));
  return launchJava({
    place,
    softwareFolder: place.softwareFolder(software.id),
    part: zookeeperPart(software),
    archive: 'zookeeper',
    mainClass: 'org.apache.zookeeper.server.quorum.QuorumPeerMain',
    args: [file],
  });
}

function zookeeperPart({ title, zookeeper }: KafkaSoftware): Part {
  if (!zookeeper)
    throw new UserError(`${title} has no ZooKeeper mode any more`, { hint: 'use metadata: kraft' });
  return zookeeper;
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

/** Which brokers hold an ephemeral node below /brokers/ids now, read from ZooKeeper's session table. */
export async function registeredInZookeeper(address: Address): Promise<Registered> {
  const dump = await fourLetterWord(address.fromHost, 'dump');
  if (!isServed(dump)) return { notServing: `ZooKeeper: ${firstLine(dump)}` };
  return { nodes: brokersIn(dump) };
}

/** Names of the brokers in the answer to `dump`, in id order. */
export function brokersIn(dump: string): readonly string[] {
  const ids = [...dump.matchAll(/^\s*\/brokers\/ids\/(\d+)\s*$/gm)].map((match) => Number(match[1]));
  return [...new Set(ids)].sort((a, b) => a - b).map(brokerName);
}

function isServed(dump: string | null): dump is string {
  return dump?.includes('SessionTracker') ?? false;
}

function firstLine(answer: string | null): string {
  if (answer === null) return 'nobody answers';
  return answer.split('\n', 1)[0]?.trim() || 'an empty answer';
}
