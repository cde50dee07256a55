import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessError } from '../../errors.ts';
import { textEnvironment } from '../../lib/text-environment.ts';
import type { Address, Endpoint, Machine, MachineSpec, Process } from '../machine.ts';
import { claimAddress, freePort } from './addresses.ts';
import { execOnHost } from './exec.ts';
import { hostFiles } from './files.ts';
import type { NodeNetwork } from './net/run-network.ts';
import { spawnOnHost } from './process.ts';

/** Every child carries the run's id in its environment: the mark by which `clean` knows it. */
export const runMark = 'FSYNC_LAB_RUN';

interface LocalMachineOptions {
  readonly spec: MachineSpec;
  readonly runId: string;
  readonly tempFolder: string;
  /** The network namespace that its processes live in; left out, they live in the host's own. */
  readonly network?: NodeNetwork | undefined;
}

/** Inside a namespace of its own a node is alone, so each purpose has the same port everywhere. */
const firstPort = 9092;

/** This host as a machine: an own folder, an own address, processes in their own groups. */
export async function localMachine({
  spec,
  runId,
  tempFolder,
  network,
}: LocalMachineOptions): Promise<Machine> {
  const folder = join(tempFolder, spec.name);
  await mkdir(folder, { recursive: true });
  const addresses = network ? portsIn(network, spec.ports) : await placePorts(spec.ports, runId);
  const processes = new Set<Process>();
  const spawning = new Set<Promise<Process>>();
  let isDisposed = false;
  const env = { [runMark]: runId, ...textEnvironment };
  return {
    ...hostFiles,
    name: spec.name,
    folder,
    async spawn(command) {
      if (isDisposed) throw new HarnessError(`${spec.name} is disposed of: nothing starts there any more`);
      const started = spawnOnHost({
        argv: within(network, command.argv),
        env: { ...command.env, ...env },
        cwd: command.cwd ?? folder,
        outputFile: join(spec.outputFolder, command.output),
      });
      spawning.add(started);
      const child = await started.finally(() => spawning.delete(started));
      processes.add(child);
      void child.exited.then(() => processes.delete(child));
      return child;
    },
    exec: (argv, options) => execOnHost(within(network, argv), { ...options, env }),
    ...(network ? { networkPlace: () => network } : {}),
    address(port) {
      const address = addresses.get(port);
      if (!address) throw new HarnessError(`${spec.name} has no port '${port}'`);
      return address;
    },
    restart: () => killAll(processes),
    async [Symbol.asyncDispose]() {
      isDisposed = true;
      // A start that an interrupt left behind must not outlive the machine.
      const late = await Promise.allSettled(spawning);
      const started = late.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      await killAll(new Set([...processes, ...started]));
    },
  };
}

/** Enters the network alone: `ip netns exec` would also give the process mounts of its own, where a cut disk lives on. */
function within(network: NodeNetwork | undefined, argv: readonly string[]): readonly string[] {
  return network ? ['nsenter', `--net=/run/netns/${network.namespace}`, '--', ...argv] : argv;
}

function portsIn({ address }: NodeNetwork, ports: readonly string[]): ReadonlyMap<string, Address> {
  return new Map(ports.map((port, index) => [port, everywhere({ host: address, port: firstPort + index })]));
}

function everywhere(endpoint: Endpoint): Address {
  return { bind: endpoint, fromHost: endpoint, fromPeers: endpoint };
}

async function placePorts(ports: readonly string[], runId: string): Promise<ReadonlyMap<string, Address>> {
  const placed = new Map<string, Address>();
  const host = await claimAddress(runId);
  for (const port of ports) {
    placed.set(port, everywhere({ host, port: await freePort(host) }));
  }
  return placed;
}

async function killAll(processes: ReadonlySet<Process>): Promise<void> {
  await Promise.all(
    [...processes].map(async (process) => {
      await process.signal('SIGKILL');
      await process.exited;
    }),
  );
}
