import type { HarnessError } from '../../errors.ts';
import type { Exit } from '../machine.ts';

/** A program started somewhere, with its input and output in our hands: an exec of an engine, a child process. */
export interface Connection {
  readonly input: NodeJS.WritableStream;
  /** Standard output and standard error as one; a connection that breaks ends it. */
  readonly output: AsyncIterable<Uint8Array>;
  /** Asked for once the output has ended. */
  exited(): Promise<Exit>;
  /** Whether this process stays alive for it. */
  holdTool(holds: boolean): void;
}

/** Where a machine's shells run: all that a runtime has to bring, to get files and processes from this folder. */
export interface ShellPlace {
  /** The machine, as errors name it. */
  readonly machine: string;
  connect(argv: readonly string[]): Promise<Connection>;
  /** Why no shell could be opened, or why one ended before its answer. */
  whyGone(error?: unknown): Promise<HarnessError>;
  /** What a program said, with what to do where the place knows it. */
  advised(text: string): string;
}
