import type { Exit, Machine, Process, ProcessState } from '../machines/machine.ts';
import type { NodeSpec } from '../systems/system.ts';

/** `new` was never started; `starting` is spawned but not yet ready; `stopped` has exited or was killed. */
export type NodeState = 'new' | 'starting' | 'running' | 'paused' | 'stopped';

export interface StartOptions {
  readonly budgetMs: number;
  readonly signal: AbortSignal;
  readonly onSeen?: (seen: unknown) => void;
}

/** A machine, its disk and the process on it. */
export interface Node {
  readonly name: string;
  readonly role: string;
  readonly spec: NodeSpec;
  readonly machine: Machine;
  readonly state: NodeState;
  /** Of the current or last start. */
  readonly process: Process | null;
  /** Output of the current or last start, so that an old line never passes for a new one. */
  lines(): readonly string[];
  /** Spawns and waits until it is ready. Inconclusive when it exits or the budget runs out. */
  start(options: StartOptions): Promise<void>;
  /** Sends the signal and waits until the process is gone. */
  end(signal: 'SIGKILL' | 'SIGTERM', budgetMs: number): Promise<Exit>;
  /** SIGSTOP; answers with the state that the kernel shows then. */
  pause(): Promise<ProcessState>;
  /** SIGCONT; likewise. */
  resume(): Promise<ProcessState>;
}
