import { existsSync } from 'node:fs';
import { systemClock } from '../../lib/clock.ts';
import type { Leftover } from '../machine.ts';
import { type Container, type Engine, openEngine, runLabel } from './client.ts';
import { dockerEndpoint } from './endpoint.ts';
import { dockerFailure, isGone, isUnreachable, statusOf } from './failures.ts';

/** Something in Docker that belongs to a run. */
export interface DockerLeftover extends Leftover {
  readonly kind: 'container' | 'network' | 'volume';
  readonly id: string;
}

const removeBudgetMs = 20_000;
const pollMs = 50;

/** Everything of every run, by its label alone; nothing when no daemon answers. */
export async function dockerLeftovers(): Promise<readonly DockerLeftover[]> {
  const engine = await engineIfThere();
  if (!engine) return [];
  try {
    return await leftoversOf(engine);
  } catch (error) {
    if (isUnreachable(error)) return [];
    throw dockerFailure('cannot list the containers of fsync-lab', error);
  }
}

/** Removes what belongs to these runs; where no daemon answers there is nothing to remove. */
export async function removeDockerLeftovers(runIds: readonly string[]): Promise<void> {
  const engine = await engineIfThere();
  if (engine && (await dockerLeftovers()).some(({ runId }) => runIds.includes(runId))) {
    await removeRuns(engine, runIds);
  }
}

/** Null where there is no Docker: every run looks for leftovers, and must not wait for dockerode to load then. */
async function engineIfThere(): Promise<Engine | null> {
  const endpoint = await dockerEndpoint().catch(() => null);
  if (!endpoint || ('socketPath' in endpoint && !existsSync(endpoint.socketPath))) return null;
  return openEngine();
}

/** Containers first: a network in use cannot be removed. */
export async function removeRuns(engine: Engine, runIds: readonly string[]): Promise<void> {
  try {
    const all = (await leftoversOf(engine)).filter(({ runId }) => runIds.includes(runId));
    for (const kind of ['container', 'network', 'volume'] as const) {
      const ids = all.filter((leftover) => leftover.kind === kind).map(({ id }) => id);
      await Promise.all(ids.map((id) => removers[kind](engine, id)));
    }
  } catch (error) {
    const failure = dockerFailure('cannot remove the containers of this run', error);
    failure.message += '; `fsync-lab clean` removes them later';
    throw failure;
  }
}

const removers: Readonly<Record<DockerLeftover['kind'], (engine: Engine, id: string) => Promise<void>>> = {
  container: (engine, id) => removeContainer(engine.getContainer(id)),
  network: (engine, id) => ignoringGone(engine.getNetwork(id).remove()),
  volume: (engine, id) => ignoringGone(engine.getVolume(id).remove()),
};

/** Removes a container with all in it, running or not; gone already is fine. */
export async function removeContainer(container: Container): Promise<void> {
  const giveUpAt = systemClock.now() + removeBudgetMs;
  for (;;) {
    const error = await container.remove({ force: true, v: true }).then(
      () => null,
      (reason: unknown) => reason,
    );
    if (error === null || isGone(error)) return;
    // 409: somebody else removes it right now, so wait until it is gone.
    if (statusOf(error) !== 409 || systemClock.now() > giveUpAt)
      throw dockerFailure('cannot remove a container', error);
    await systemClock.sleep(pollMs);
  }
}

async function ignoringGone(removal: Promise<unknown>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

async function leftoversOf(engine: Engine): Promise<readonly DockerLeftover[]> {
  const filters = { label: [runLabel] };
  const [containers, networks, { Volumes: volumes }] = await Promise.all([
    engine.listContainers({ all: true, filters }),
    engine.listNetworks({ filters }),
    engine.listVolumes({ filters }),
  ]);
  return [
    ...containers.map(({ Id, Names, Labels }) => leftover('container', Id, Names[0]?.slice(1), Labels)),
    ...networks.map(({ Id, Name, Labels }) => leftover('network', Id, Name, Labels)),
    ...(volumes ?? []).map(({ Name, Labels }) => leftover('volume', Name, Name, Labels)),
  ];
}

function leftover(
  kind: DockerLeftover['kind'],
  id: string,
  name: string | undefined,
  labels: Readonly<Record<string, string>> | undefined,
): DockerLeftover {
  return { kind, id, runId: labels?.[runLabel] ?? '', what: `Docker ${kind} ${name ?? id}` };
}
