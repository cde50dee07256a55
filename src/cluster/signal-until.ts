import { unlessAborted, waitUntil } from '../lib/wait-until.ts';
import type { Process, ProcessState } from '../machines/machine.ts';

export interface SignalOptions {
  /** Sent one after the other. */
  readonly names: readonly NodeJS.Signals[];
  /** What is awaited, in words. */
  readonly what: string;
  readonly wanted: ProcessState;
  readonly budgetMs: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Signals a process and waits until the kernel shows it as wanted. It is the process that is asked, and nobody's idea of
 * it: in a container its exit may be heard before the signal's own answer.
 */
export async function signalUntil(
  process: Process,
  { names, what, wanted, budgetMs, signal }: SignalOptions,
): Promise<ProcessState> {
  for (const name of names) await unlessAborted(process.signal(name), signal);
  return waitUntil<ProcessState>({
    what,
    budgetMs,
    signal,
    pollMs: 10,
    look: async () => {
      const state = await process.state();
      return state === wanted ? { done: state } : { seen: state };
    },
  });
}
