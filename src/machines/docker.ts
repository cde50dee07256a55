import { UserError } from '../errors.ts';
import { openEngine } from './docker/client.ts';
import { askDaemon } from './docker/daemon.ts';
import { dockerLeftovers, removeDockerLeftovers } from './docker/leftovers.ts';
import { dockerRuntime } from './docker/runtime.ts';
import type { Power, RuntimeKind } from './machine.ts';

/** Containers as machines: each node's container stays up under an init, the JVM inside is the process. */
export const docker: RuntimeKind = {
  name: 'docker',
  leftovers: dockerLeftovers,
  removeLeftovers: removeDockerLeftovers,
  async powers() {
    const daemon = await askDaemon();
    return [processesPower(daemon)];
  },
  async open(context) {
    const daemon = await askDaemon();
    if (!daemon.answers) throw new UserError(daemon.why, { hint: daemon.help });
    return dockerRuntime({ ...context, engine: await openEngine(), version: daemon.version });
  },
};

function processesPower(daemon: Awaited<ReturnType<typeof askDaemon>>): Power {
  if (!daemon.answers) return { name: 'processes', there: false, why: daemon.why, help: daemon.help };
  const { version, endpoint, cgroupVersion } = daemon;
  const why = `Docker ${version} answers at ${endpoint} (cgroup v${cgroupVersion})`;
  return { name: 'processes', there: true, why };
}
