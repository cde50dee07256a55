import { posix } from 'node:path';
import type { Machine } from '../../machines/machine.ts';
import type { PlannedNode } from '../../plan.ts';
import type { Launch, NodePlace, NodeSpec, Readiness } from '../system.ts';
import { binary } from './programs.ts';
import type { NatsCluster } from './schema.ts';
import { configText, mergedSettings, type Settings, writtenSettings } from './settings.ts';

const memoryMb = 256;

/** The servers, all alike: each holds a replica of the stream and votes. */
export function plannedServers({ servers }: NatsCluster): readonly PlannedNode[] {
  return Array.from({ length: servers }, (_, at) => ({
    name: `server-${at + 1}`,
    role: 'server',
    holdsData: true,
  }));
}

/** Where JetStream keeps its files, on the server's own disk where it has one. */
export function storeFolder({ folder }: Pick<Machine, 'folder'>): string {
  return posix.join(folder, 'disk', 'data');
}

/** One nats-server with JetStream, in one cluster with all the others. */
export function serverSpec(
  node: PlannedNode,
  names: readonly string[],
  cluster: NatsCluster,
  softwareId: string,
): NodeSpec {
  return {
    ...node,
    ports: ['clients', 'peers', 'monitor'],
    memoryMb,
    async launch(place): Promise<Launch> {
      const { machine, softwareFolder } = place;
      const file = posix.join(machine.folder, 'nats.conf');
      const settings = mergedSettings(writtenSettings(cluster), ownSettings(place, node.name, names));
      await machine.write(file, configText(settings));
      return { argv: [posix.join(softwareFolder(softwareId), binary), '-c', file] };
    },
    readiness: async (_place, lines) => readinessIn(lines),
    trouble: troubleIn,
  };
}

function ownSettings({ machine, address }: NodePlace, name: string, names: readonly string[]): Settings {
  const bound = (port: string) => hostPort(address(name, port).bind);
  return {
    server_name: name,
    listen: bound('clients'),
    http: bound('monitor'),
    jetstream: { store_dir: storeFolder(machine) },
    cluster: {
      name: 'fsync-lab',
      listen: bound('peers'),
      // Everybody is told of everybody here, by the name that peers use.
      no_advertise: true,
      routes: names.map((server) => `nats-route://${hostPort(address(server, 'peers').fromPeers)}`),
    },
  };
}

function hostPort({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${host}:${port}`;
}

/** Printed once it takes connections; whether a stream can be had yet is for its leader to say. */
const readyLine = 'Server is ready';

/** Ready once this start's output says so. */
function readinessIn(lines: readonly string[]): Readiness {
  if (lines.some((line) => line.includes(readyLine))) return { ready: true };
  return { ready: false, seen: messageIn(lines.at(-1)) ?? 'no output yet' };
}

/** What the output complains of last, without pid and time. */
function troubleIn(lines: readonly string[]): string | undefined {
  return messageIn(lines.findLast((line) => /^panic: | \[(FTL|ERR)\] |^nats-server: /.test(line)));
}

function messageIn(line: string | undefined): string | undefined {
  return line === undefined ? undefined : (/ \[[A-Z]{3}\] (.*)$/.exec(line)?.[1] ?? line);
}
