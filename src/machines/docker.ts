import { UserError } from '../errors.ts';
import { openEngine } from './docker/client.ts';
import { Connections } from './docker/connections.ts';
import { askDaemon } from './docker/daemon.ts';
import { powersOf } from './docker/powers.ts';
import type { RuntimeKind } from './machine.ts';

// Loaded late, as the runtime is: a local run needs none of its forty files.
const leftovers = () => import('./docker/leftovers.ts');

/** Containers as machines: each node's container stays up under an init, the JVM inside is the process. */
export const docker: RuntimeKind = {
  name: 'docker',
  leftovers: async () => (await leftovers()).dockerLeftovers(),
  removeLeftovers: async (runIds) => (await leftovers()).removeDockerLeftovers(runIds),
  powers: async () => powersOf(await askDaemon()),
  examine: async (software) => (await import('./docker/examine.ts')).examineDocker(software),
  async open(context) {
    const daemon = await askDaemon();
    if (!daemon.answers) throw new UserError(daemon.why, { hint: daemon.help });
    const { dockerRuntime } = await import('./docker/runtime.ts');
    const connections = new Connections({ keepAlive: true });
    const engine = await openEngine({ connections });
    return dockerRuntime({ ...context, engine, connections, version: daemon.version });
  },
};
