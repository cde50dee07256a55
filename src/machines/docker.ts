import { UserError } from '../errors.ts';
import { openEngine } from './docker/client.ts';
import { Connections } from './docker/connections.ts';
import { askDaemon, type Daemon } from './docker/daemon.ts';
import type { Power, RuntimeKind } from './machine.ts';

// Loaded late, as the runtime is: a local run needs none of its forty files.
const leftovers = () => import('./docker/leftovers.ts');

/** Containers as machines: each node's container stays up under an init, the JVM inside is the process. */
export const docker: RuntimeKind = {
  name: 'docker',
  leftovers: async () => (await leftovers()).dockerLeftovers(),
  removeLeftovers: async (runIds) => (await leftovers()).removeDockerLeftovers(runIds),
  powers: async () => powersOf(await askDaemon()),
  async open(context) {
    const daemon = await askDaemon();
    if (!daemon.answers) throw new UserError(daemon.why, { hint: daemon.help });
    const { dockerRuntime } = await import('./docker/runtime.ts');
    const connections = new Connections({ keepAlive: true });
    const engine = await openEngine({ connections });
    return dockerRuntime({ ...context, engine, connections, version: daemon.version });
  },
};

/** What a daemon can do, from what it says about itself; `doctor` really mounts a disk. */
export function powersOf(daemon: Daemon): readonly Power[] {
  if (!daemon.answers) {
    const missing = { there: false, why: daemon.why, help: daemon.help };
    return [
      { name: 'processes', ...missing },
      { name: 'power-loss', ...missing },
      { name: 'lying-fsync', ...missing },
    ];
  }
  const { version, endpoint, cgroupVersion } = daemon;
  const why = `Docker ${version} answers at ${endpoint} (cgroup v${cgroupVersion})`;
  return [
    { name: 'processes', there: true, why },
    diskPower(daemon),
    { name: 'lying-fsync', there: true, why: 'libeatmydata is in every image' },
  ];
}

function diskPower({ confinement }: Extract<Daemon, { answers: true }>): Power {
  const name = 'power-loss';
  if (confinement === null) {
    return { name, there: true, why: 'each node gets a disk of its own, mounted inside its container' };
  }
  return {
    name,
    there: false,
    why: `mounting a disk inside a container needs a daemon of root's (this one is ${confinement})`,
    help: 'use a rootful Docker daemon, or sudo and --runtime local',
  };
}
