import type { ContainerCreateOptions, HostConfig } from 'dockerode';
import type { MachineSpec, PowerName } from '../machine.ts';
import { ownLabel, runLabel } from './client.ts';

/** Inside a container every machine is alone, so each purpose has the same port everywhere. */
const firstPort = 9092;

export interface ContainerPlace {
  readonly runId: string;
  readonly image: string;
  readonly network: string;
}

/** Where the machine's process listens, by purpose. */
export function innerPort(spec: MachineSpec, port: string): number | undefined {
  const index = spec.ports.indexOf(port);
  return index < 0 ? undefined : firstPort + index;
}

/** What `docker ps` shows. */
export function containerName(runId: string, machine: string): string {
  return `fsync-lab-${runId}-${machine}`;
}

/** The container of a machine: kept up by an init, all rights dropped but those that the powers need. */
export function containerOptions(spec: MachineSpec, place: ContainerPlace): ContainerCreateOptions {
  const ports = spec.ports.map((_, index) => `${firstPort + index}/tcp`);
  return {
    name: containerName(place.runId, spec.name),
    Image: place.image,
    Hostname: spec.name,
    // Not a node: what kills or starts the node's process leaves the machine up.
    Cmd: ['sleep', 'infinity'],
    Entrypoint: [],
    Env: [`FSYNC_LAB_RUN=${place.runId}`],
    Labels: { [ownLabel]: 'run', [runLabel]: place.runId },
    ExposedPorts: Object.fromEntries(ports.map((port) => [port, {}])),
    NetworkingConfig: { EndpointsConfig: { [place.network]: { Aliases: [spec.name] } } },
    HostConfig: {
      Init: true,
      NetworkMode: place.network,
      // Never 0.0.0.0: the brokers take anybody's word. Port 0 lets the engine choose a free one.
      PortBindings: Object.fromEntries(ports.map((port) => [port, [{ HostIp: '127.0.0.1', HostPort: '0' }]])),
      Memory: spec.memoryMb * 1024 * 1024,
      MemorySwap: spec.memoryMb * 1024 * 1024,
      // Output is taken from the exec; the engine would keep a second copy of nothing.
      LogConfig: { Type: 'none', Config: {} },
      ...rights(spec.powers),
    },
  };
}

/** Least privilege: a Kafka process needs no capability at all, mounting a disk needs two and three relaxations. */
export function rights(powers: readonly PowerName[]): HostConfig {
  const capabilities: string[] = [];
  const security = ['no-new-privileges'];
  if (powers.includes('partition')) capabilities.push('NET_ADMIN');
  if (!powers.includes('power-loss'))
    return { CapDrop: ['ALL'], CapAdd: capabilities, SecurityOpt: security };
  return {
    CapDrop: ['ALL'],
    CapAdd: [...capabilities, 'SYS_ADMIN', 'MKNOD'],
    // Both default profiles deny mount(2).
    SecurityOpt: [...security, 'seccomp=unconfined', 'apparmor=unconfined'],
    Devices: [
      { PathOnHost: '/dev/loop-control', PathInContainer: '/dev/loop-control', CgroupPermissions: 'rwm' },
    ],
    DeviceCgroupRules: ['b 7:* rmw'],
  };
}
