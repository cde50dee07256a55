import { HarnessError } from '../../errors.ts';
import { unlessAborted } from '../../lib/wait-until.ts';
import type { Machine, MachineSpec, Runtime, RuntimeContext, Software } from '../machine.ts';
import type { Engine } from './client.ts';
import type { Connections } from './connections.ts';
import type { ContainerPlace } from './container.ts';
import { machineImage, softwareImage } from './image/images.ts';
import { mavenMachine } from './image/maven.ts';
import { trainImage } from './image/train.ts';
import { removeRuns } from './leftovers.ts';
import { Losses } from './losses.ts';
import { type DockerMachine, dockerMachine } from './machine.ts';
import { createRunNetwork } from './network.ts';
import { Restarts } from './restarts.ts';

const removeBudgetMs = 60_000;

export interface DockerRuntimeOptions extends RuntimeContext {
  readonly engine: Engine;
  /** Those of the engine. */
  readonly connections: Connections;
  readonly version: string;
}

/** One run's containers on one network. What it made is found by label when it ends, also what was half made. */
export function dockerRuntime({ engine, connections, version, ...context }: DockerRuntimeOptions): Runtime {
  const pending = new Set<Promise<unknown>>();
  const track = <T>(promise: Promise<T>): Promise<T> => {
    pending.add(promise);
    return promise;
  };
  const machines: DockerMachine[] = [];
  const losses = new Losses(engine, context.runId);
  const restarts = new Restarts();
  let watching: Promise<void> | undefined;
  let network: Promise<string> | undefined;
  let image: Promise<string> | undefined;

  const placeFor = async (imageName: string): Promise<ContainerPlace> => {
    context.signal.throwIfAborted();
    network ??= createRunNetwork(engine, context.runId);
    return { runId: context.runId, image: imageName, network: await network };
  };
  const make = async (spec: MachineSpec): Promise<Machine> => {
    image ??= machineImage({ engine, ...context });
    watching ??= losses.watch();
    await watching;
    const place = await placeFor(await image);
    const machine = await dockerMachine({ engine, spec, place, losses, restarts });
    machines.push(machine);
    return machine;
  };
  const provide = async (software: Software): Promise<string> => {
    let maven: Promise<Machine> | undefined;
    const mavenMachineOnce = () => {
      maven ??= placeFor('').then((place) => mavenMachine({ engine, ...context, place }));
      return maven;
    };
    try {
      const { tag, folder } = await softwareImage({
        engine,
        ...context,
        software,
        below: await image,
        mavenMachine: mavenMachineOnce,
        train: async ({ untrained, ...made }) =>
          trainImage({ engine, ...context, software, place: await placeFor(untrained), ...made }),
      });
      image = Promise.resolve(tag);
      return folder;
    } finally {
      await maven?.then(
        (machine) => machine[Symbol.asyncDispose](),
        () => undefined,
      );
    }
  };

  const removeAll = async () => {
    // A container that is being made now would appear after the list was taken.
    await Promise.allSettled(pending);
    await removeRuns(engine, [context.runId]);
  };

  return {
    name: 'docker',
    title: `Docker ${version}`,
    lost: losses.signal,
    provide: (software) => track(provide(software)),
    machine: (spec) => track(make(spec)),
    leave() {
      losses.close();
      for (const machine of machines) machine.leave();
    },
    [Symbol.asyncDispose]() {
      losses.close();
      return withinBudget(removeAll()).finally(() => connections.breakAll());
    },
  };
}

/** A daemon that hangs must not keep an interrupted run from ending. */
async function withinBudget(removal: Promise<void>): Promise<void> {
  const budget = new AbortController();
  const words = `the Docker daemon has not removed the containers of this run within ${removeBudgetMs / 1000} s`;
  const spent = new HarnessError(`${words}; restart it, then \`fsync-lab clean\` removes them`);
  const timer = setTimeout(() => budget.abort(spent), removeBudgetMs);
  await unlessAborted(removal, budget.signal).finally(() => clearTimeout(timer));
}
