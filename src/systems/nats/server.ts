import { posix } from 'node:path';
import type { PlannedNode } from '../../plan.ts';
import { dataFolder, readyAt } from '../go/raft-system.ts';
import type { Launch, NodePlace, NodeSpec } from '../system.ts';
import { natsRaft } from './programs.ts';
import type { NatsCluster } from './schema.ts';
import { configText, mergedSettings, type Settings, writtenSettings } from './settings.ts';

const memoryMb = 256;

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
      return { argv: [posix.join(softwareFolder(softwareId), natsRaft.binary), '-c', file] };
    },
    readiness: readyAt(readyLine, messageIn),
    trouble: troubleIn,
  };
}

function ownSettings({ machine, address }: NodePlace, name: string, names: readonly string[]): Settings {
  const bound = (port: string) => hostPort(address(name, port).bind);
  return {
    server_name: name,
    listen: bound('clients'),
    http: bound('monitor'),
    jetstream: { store_dir: dataFolder(machine) },
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

/** What the output complains of last, without pid and time. */
function troubleIn(lines: readonly string[]): string | undefined {
  return messageIn(lines.findLast((line) => /^panic: | \[(FTL|ERR)\] |^nats-server: /.test(line)));
}

function messageIn(line: string | undefined): string | undefined {
  return line === undefined ? undefined : (/ \[[A-Z]{3}\] (.*)$/.exec(line)?.[1] ?? line);
}
