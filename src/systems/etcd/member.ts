import { posix } from 'node:path';
import type { PlannedNode } from '../../plan.ts';
import { dataFolder, readyAt } from '../go/raft-system.ts';
import type { Launch, NodePlace, NodeSpec } from '../system.ts';
import type { EtcdCluster } from './schema.ts';

const memoryMb = 256;
/** Elections take 0.5 to 1 s then, on two busy cores as well. */
const heartbeatMs = 50;
const electionMs = 500;

/** The flags that say who a member is and where: a run's own. */
export const ownedFlags: ReadonlySet<string> = new Set([
  'name',
  'data-dir',
  'wal-dir',
  'listen-client-urls',
  'advertise-client-urls',
  'listen-peer-urls',
  'initial-advertise-peer-urls',
  'initial-cluster',
  'initial-cluster-state',
  'initial-cluster-token',
  'config-file',
  'logger',
  'log-outputs',
]);

/** One etcd. All are in the initial cluster, so no member is added while it runs. */
export function memberSpec(
  node: PlannedNode,
  names: readonly string[],
  cluster: EtcdCluster,
  softwareId: string,
): NodeSpec {
  return {
    ...node,
    ports: ['clients', 'peers'],
    memoryMb,
    launch: async (place) => launchOf(place, { name: node.name, names, cluster, softwareId }),
    readiness: readyAt(readyLine, messageIn),
    trouble: troubleIn,
  };
}

interface Member {
  readonly name: string;
  readonly names: readonly string[];
  readonly cluster: EtcdCluster;
  readonly softwareId: string;
}

function launchOf(place: NodePlace, { name, names, cluster, softwareId }: Member): Launch {
  const { machine, address, softwareFolder } = place;
  const peerUrl = (member: string) => urlOf(address(member, 'peers').fromPeers);
  const flags: Record<string, string> = {
    'heartbeat-interval': String(heartbeatMs),
    'election-timeout': String(electionMs),
    ...cluster.flags,
    name,
    'data-dir': dataFolder(machine),
    'listen-client-urls': urlOf(address(name, 'clients').bind),
    'advertise-client-urls': urlOf(address(name, 'clients').fromPeers),
    'listen-peer-urls': urlOf(address(name, 'peers').bind),
    'initial-advertise-peer-urls': peerUrl(name),
    'initial-cluster': names.map((member) => `${member}=${peerUrl(member)}`).join(','),
    'initial-cluster-state': 'new',
    logger: 'zap',
    'log-outputs': 'stderr',
  };
  const program = posix.join(softwareFolder(softwareId), 'etcd');
  return { argv: [program, ...Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`)] };
}

function urlOf({ host, port }: { readonly host: string; readonly port: number }): string {
  return `http://${host}:${port}`;
}

/** Printed once it has joined the cluster and serves clients, which takes a majority of members. */
const readyLine = 'ready to serve client requests';

/** What the output complains of last, without the JSON around it. */
function troubleIn(lines: readonly string[]): string | undefined {
  const line = lines.findLast((each) => /^panic: |"level":"(fatal|panic|error)"/.test(each));
  return messageIn(line);
}

function messageIn(line: string | undefined): string | undefined {
  if (line === undefined) return undefined;
  const [, message] = /"msg":"((?:[^"\\]|\\.)*)"/.exec(line) ?? [];
  const [, error] = /"error":"((?:[^"\\]|\\.)*)"/.exec(line) ?? [];
  return message === undefined ? line : [message, error].filter(Boolean).join(': ');
}
