import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { releaseAddresses } from './local/addresses.ts';
import { lyingFsyncPower, powerLossPower, releaseImages } from './local/disks.ts';
import { localLeftovers, removeLocalLeftovers } from './local/leftovers.ts';
import { localMachine } from './local/machine.ts';
import { removeNamespaces } from './local/net/namespaces.ts';
import { partitionPower } from './local/net/power.ts';
import { RunNetwork } from './local/net/run-network.ts';
import { requireFolderForJars, requireFolderForNodes } from './local/paths.ts';
import type { Machine, MachineSpec, Power, RuntimeKind } from './machine.ts';

/** Processes of this host. Needs Linux (a loopback address per node, /proc) and Java 17+. */
export const local: RuntimeKind = {
  name: 'local',
  powers: async () => [
    processesPower(),
    await powerLossPower(),
    await lyingFsyncPower(),
    await partitionPower(),
  ],
  examine: async () => (await import('./local/examine.ts')).examineLocal(),
  leftovers: localLeftovers,
  removeLeftovers: removeLocalLeftovers,
  async open({ runId, tempFolder, signal, onProgress }) {
    requireFolderForNodes(tempFolder);
    await mkdir(tempFolder, { recursive: true });
    const machines: Machine[] = [];
    const networks = new RunNetwork(runId);
    return {
      name: 'local',
      title: `local processes (${availableParallelism()} cores)`,
      async provide(software) {
        const hostMachine = () => localMachine({ spec: hostSpec(tempFolder), runId, tempFolder });
        const folder = await software.resolve({ signal, onProgress, hostMachine });
        requireFolderForJars(folder);
        return folder;
      },
      async machine(spec) {
        const network = spec.powers.includes('partition') ? await networks.join(spec.name) : undefined;
        const machine = await localMachine({ spec, runId, tempFolder, network });
        machines.push(machine);
        return machine;
      },
      async [Symbol.asyncDispose]() {
        const ended = await Promise.allSettled(machines.map((machine) => machine[Symbol.asyncDispose]()));
        // Only now: a process that still runs would hold its disk.
        await releaseImages(tempFolder);
        await removeNamespaces([runId]);
        await releaseAddresses([runId]);
        const failed = ended.find((result) => result.status === 'rejected');
        if (failed) throw failed.reason;
      },
    };
  },
};

function hostSpec(tempFolder: string): MachineSpec {
  const outputFolder = join(tempFolder, 'host');
  return { name: 'host', ports: ['clients', 'peers'], memoryMb: 0, outputFolder, powers: [] };
}

function processesPower(): Power {
  if (process.platform === 'linux') {
    return { name: 'processes', there: true, why: 'local processes run on Linux' };
  }
  return {
    name: 'processes',
    there: false,
    why: `local processes need Linux (this is ${process.platform})`,
    help: 'use --runtime docker',
  };
}
