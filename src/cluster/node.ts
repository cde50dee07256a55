import type { FsyncSight } from '../machines/disk/lying-fsync.ts';
import type { Disk } from '../machines/disk.ts';
import type { Exit, Machine, Process, ProcessState } from '../machines/machine.ts';
import type { NodeSpec } from '../systems/system.ts';

/** `new` was never started; `starting` is spawned but not yet ready; `stopped` has exited or was killed. */
export type NodeState = 'new' | 'starting' | 'running' | 'paused' | 'stopped';

export interface StartOptions {
  readonly budgetMs: number;
  readonly signal: AbortSignal;
  readonly onSeen?: (seen: unknown) => void;
}

/** Whether the fsync of a node's process reaches its disk, or returns without doing anything. */
export type FsyncMode = 'honest' | 'lies';

/** A machine, its disk and the process on it. */
export interface Node {
  readonly name: string;
  readonly role: string;
  readonly spec: NodeSpec;
  readonly machine: Machine;
  /** Its own filesystem; null where the node keeps its files in a plain folder. */
  readonly disk: Disk | null;
  readonly state: NodeState;
  /** Of the current or last start. */
  readonly process: Process | null;
  /** Output of the current or last start, so that an old line never passes for a new one. */
  lines(): readonly string[];
  /** Does what the system does before a first start (KRaft formats its storage), and does not start it. */
  prepare(): Promise<void>;
  /** Spawns and waits until it is ready. Inconclusive when it exits or the budget runs out. */
  start(options: StartOptions): Promise<void>;
  /** Sends the signal and waits until the process is gone. */
  end(signal: 'SIGKILL' | 'SIGTERM', budgetMs: number): Promise<Exit>;
  /** Stops and starts its machine; the process ends with it, files stay, its disk is mounted anew. */
  restartMachine(): Promise<Exit>;
  /** SIGSTOP; answers with the state that the kernel shows then. */
  pause(): Promise<ProcessState>;
  /** SIGCONT; likewise. */
  resume(): Promise<ProcessState>;
  /** From its next start on. Answers with what an fsync on its disk does, counted on the device. */
  setFsync(mode: FsyncMode): Promise<FsyncSight>;
  /** An empty filesystem in the place of the old one; what the system does before a first start is done again. */
  replaceDisk(): Promise<void>;
}

export type { JournalFate } from '../machines/disk/filesystems.ts';
export type { FsyncSight } from '../machines/disk/lying-fsync.ts';
export type { CanarySight, Disk } from '../machines/disk.ts';
