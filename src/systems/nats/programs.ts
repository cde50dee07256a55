import type { Software } from '../../machines/machine.ts';
import type { GoProgram } from '../go/build.ts';
import { goSoftware, homeProgram, pinnedGoVersions } from '../go/program.ts';
import type { NatsCluster } from './schema.ts';

/** The file that is built and started. */
export const binary = 'nats-server';

/** The pinned versions, oldest first. */
export const natsVersions: readonly string[] = pinnedGoVersions('nats');

/** The program of a pinned version: a tool of the module in `data/nats/VERSION/`, which has no code of its own. */
export function natsProgram(version: string): GoProgram {
  return { system: 'nats', version, binary, target: 'github.com/nats-io/nats-server/v2' };
}

/** The user's own program, or a pinned one. */
export function natsSoftware({ nats, home }: NatsCluster): Software {
  return home === undefined ? goSoftware(natsProgram(nats ?? '')) : homeProgram('nats', binary, home);
}
