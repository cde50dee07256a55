import { join } from 'node:path';
import { HarnessError } from '../../errors.ts';
import type { Address, Machine, MachineSpec, NetworkPlace } from '../machine.ts';
import { shellFiles } from '../shell/files.ts';
import { execInShell, spawnInShell } from '../shell/process.ts';
import { shellWord } from '../shell/quote.ts';
import { Shells } from '../shell/shells.ts';
import type { Container, Engine } from './client.ts';
import { type ContainerPlace, containerOptions, innerPort } from './container.ts';
import { containerPlace } from './exec.ts';
import { dockerFailure } from './failures.ts';
import { removeContainer } from './leftovers.ts';
import type { Losses } from './losses.ts';
import { Restarts } from './restarts.ts';

export interface DockerMachine extends Machine {
  /** Lets the tool end while the container stays up. */
  leave(): void;
}

export interface DockerMachineOptions {
  readonly engine: Engine;
  readonly spec: MachineSpec;
  readonly place: ContainerPlace;
  /** Hears what ends the machine without us; a short-lived machine tells that by itself. */
  readonly losses?: Losses;
  /** Shared by the machines of a network. */
  readonly restarts?: Restarts;
}

/** A container as a machine: it stays up while the node's process inside is killed and started. */
export async function dockerMachine(options: DockerMachineOptions): Promise<DockerMachine> {
  const { engine, spec, place, losses } = options;
  const container = await startContainer(engine, spec, place);
  const relied = { name: spec.name, memoryMb: spec.memoryMb, container };
  losses?.rely(relied);
  const onLost = (loss: HarnessError) => losses?.tell(container, loss) ?? loss;
  const shells = new Shells(containerPlace(spec.name, container, onLost));
  const folder = `/var/lib/fsync-lab/${spec.name}`;
  await shells.run(`mkdir -p ${shellWord(folder)}`);
  let placed = await placeOf(container, place.network);
  return {
    ...shellFiles(shells),
    name: spec.name,
    folder,
    spawn: (command) =>
      spawnInShell(shells, {
        argv: command.argv,
        env: command.env ?? {},
        cwd: command.cwd ?? folder,
        outputFile: join(spec.outputFolder, command.output),
      }),
    exec: (argv, options) => execInShell(shells, argv, options),
    address: (port) => addressOf(spec, port, placed.ports),
    ...(spec.powers.includes('partition') ? { networkPlace: () => placed } : {}),
    async restart() {
      shells.drop();
      losses?.release(container);
      await hardRestart(options, container);
      losses?.rely(relied);
      placed = await placeOf(container, place.network);
    },
    leave: () => shells.leave(),
    async [Symbol.asyncDispose]() {
      shells.drop();
      losses?.release(container);
      await removeContainer(container);
    },
  };
}

async function startContainer(engine: Engine, spec: MachineSpec, place: ContainerPlace): Promise<Container> {
  try {
    const container = await engine.createContainer(containerOptions(spec, place));
    await container.start();
    return container;
  } catch (error) {
    throw dockerFailure(`cannot start the container of ${spec.name}`, error);
  }
}

async function hardRestart(
  { spec, place, restarts = new Restarts() }: DockerMachineOptions,
  container: Container,
): Promise<void> {
  try {
    const { NetworkSettings } = await container.inspect();
    await restarts.restart({
      address: NetworkSettings.Networks[place.network]?.IPAddress ?? '',
      // Killed: a stop would first send SIGTERM, and give a process the chance to write.
      async stop() {
        await container.kill();
        await container.wait({ condition: 'not-running' });
      },
      start: () => container.start(),
    });
  } catch (error) {
    throw dockerFailure(`cannot restart the container of ${spec.name}`, error);
  }
}

/** What the engine gave it at this start. */
interface Placed extends NetworkPlace {
  /** Published ports by inner ones. */
  readonly ports: ReadonlyMap<number, number>;
}

/** Clients come through a published port, and so from the gateway of the network. */
async function placeOf(container: Container, network: string): Promise<Placed> {
  const { NetworkSettings } = await container.inspect();
  const { IPAddress: address = '', Gateway: clients = '' } = NetworkSettings.Networks[network] ?? {};
  const ports = Object.entries(NetworkSettings.Ports).flatMap(([inner, bindings]) => {
    const port = bindings?.[0]?.HostPort;
    return port === undefined ? [] : [[Number.parseInt(inner, 10), Number(port)] as const];
  });
  return { address, clients, ports: new Map(ports) };
}

function addressOf(spec: MachineSpec, port: string, published: ReadonlyMap<number, number>): Address {
  const inner = innerPort(spec, port);
  const outer = inner === undefined ? undefined : published.get(inner);
  if (inner === undefined || outer === undefined)
    throw new HarnessError(`${spec.name} has no port '${port}'`);
  return {
    bind: { host: '0.0.0.0', port: inner },
    fromHost: { host: '127.0.0.1', port: outer },
    fromPeers: { host: spec.name, port: inner },
  };
}
