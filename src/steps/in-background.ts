import { HarnessError, messageOf } from '../errors.ts';
import type { Load, LoadClient, LoadResult, StepContext } from './step.ts';

/** A workload that goes on while the next steps run. */
export interface Background {
  readonly name: string;
  /** In words, for whoever ends it: `the background load`. */
  readonly what: string;
  /** Works until the signal: it is stopped, or the run has ended. */
  readonly work: (ending: AbortSignal) => Promise<void>;
  /** What it did, once it has ended. */
  readonly result: () => LoadResult;
  readonly clients?: () => readonly LoadClient[];
  readonly read?: () => number;
}

/** Starts it and leaves it to `stop-load`, or to the end: one that went on would keep the final read from the end. */
export function runInBackground(context: StepContext, background: Background): void {
  const { loads, healings } = context;
  const { name, what } = background;
  loads.set(name, start(context, background));
  healings.add({
    text: `stop ${what}`,
    isDue: () => loads.has(name),
    async work() {
      const load = loads.get(name);
      loads.delete(name);
      return (await load?.stop())?.text ?? 'it had ended';
    },
  });
}

function start({ signal }: StepContext, background: Background): Load {
  const { name, work, result, clients = () => [], read } = background;
  const halt = new AbortController();
  const ending = AbortSignal.any([halt.signal, signal]);
  let crash: unknown = null;
  const ended = work(ending).catch((error: unknown) => {
    if (!isEnding(error, ending)) crash = error;
  });
  return {
    name,
    clients,
    ...(read ? { read } : {}),
    async stop() {
      halt.abort();
      await ended;
      if (crash === null) return result();
      throw new HarnessError(`load '${name}' crashed: ${messageOf(crash)}`, { cause: crash });
    },
  };
}

/** Being stopped is no crash; but what fails while it is being stopped is one. */
function isEnding(error: unknown, ending: AbortSignal): boolean {
  const isAbort = error instanceof Error && error.name === 'AbortError';
  return ending.aborted && (isAbort || error === ending.reason);
}
