import type { Machine, Runtime, RuntimeContext } from '../machine.ts';
import type { Engine } from './client.ts';
import { machineImage, softwareImage } from './image/images.ts';
import { removeRuns } from './leftovers.ts';
import { dockerMachine } from './machine.ts';
import { createRunNetwork } from './network.ts';

export interface DockerRuntimeOptions extends RuntimeContext {
  readonly engine: Engine;
  readonly version: string;
}

/** One run's containers on one network. What it made is found by label when it ends, also what was half made. */
export function dockerRuntime({ engine, version, ...context }: DockerRuntimeOptions): Runtime {
  const pending = new Set<Promise<unknown>>();
  const track = <T>(promise: Promise<T>): Promise<T> => {
    pending.add(promise);
    return promise;
  };
  let network: Promise<string> | undefined;
  let image: Promise<string> | undefined;

  const make = async (spec: Parameters<Runtime['machine']>[0]): Promise<Machine> => {
    context.signal.throwIfAborted();
    image ??= machineImage({ engine, ...context });
    network ??= createRunNetwork(engine, context.runId);
    const place = { runId: context.runId, image: await image, network: await network };
    context.signal.throwIfAborted();
    return dockerMachine(engine, spec, place);
  };

  return {
    name: 'docker',
    title: `Docker ${version}`,
    async provide(software) {
      const base = image;
      const built = track(softwareImage({ engine, software, base: base && (await base), ...context }));
      image = built.then(({ tag }) => tag);
      return (await built).folder;
    },
    machine: (spec) => track(make(spec)),
    async [Symbol.asyncDispose]() {
      // A container that is being made now would appear after the list was taken.
      await Promise.allSettled(pending);
      await removeRuns(engine, [context.runId]);
    },
  };
}
