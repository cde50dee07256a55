import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** A node as a bare script has it: a command line, and a file with what the process prints. */
export interface BareNode {
  readonly name: string;
  readonly folder: string;
  readonly host: string;
  readonly port: number;
  start(): void;
  /** Whether this start has printed the text. */
  hasPrinted(text: string): boolean;
  kill(): Promise<void>;
}

export interface BareCommand {
  readonly name: string;
  readonly folder: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly host: string;
  readonly port: number;
}

const running = new Set<ChildProcess>();

// An interrupted bench leaves no JVM behind.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
process.once('SIGINT', () => process.exit(130));

/** Plain `child_process.spawn` of exactly this command. */
export function bareNode({ name, folder, argv, env, host, port }: BareCommand): BareNode {
  const [file = '', ...args] = argv;
  const log = `${folder}/output.log`;
  let child: ChildProcess | undefined;
  let printed = '';
  return {
    name,
    folder,
    host,
    port,
    start() {
      printed = '';
      const fd = openSync(log, 'w');
      child = spawn(file, args, { cwd: folder, env: { ...process.env, ...env }, stdio: ['ignore', fd, fd] });
      closeSync(fd);
      running.add(child);
    },
    hasPrinted(text) {
      printed += textFrom(log, printed.length);
      return printed.includes(text);
    },
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
      running.delete(child);
    },
  };
}

/** Only what is new: reading the whole again at each look would slow down the boot that is awaited. */
function textFrom(file: string, position: number): string {
  const fd = openSync(file, 'r');
  try {
    const chunk = Buffer.alloc(Math.max(0, fstatSync(fd).size - position));
    return chunk.toString('latin1', 0, readSync(fd, chunk, 0, chunk.length, position));
  } finally {
    closeSync(fd);
  }
}
