import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** A node as a bare script has it: a command line, and a file with what the process prints. */
export interface BareNode {
  readonly name: string;
  readonly folder: string;
  readonly host: string;
  readonly port: number;
  start(): void;
  /** What this start printed so far. */
  output(): string;
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
  return {
    name,
    folder,
    host,
    port,
    start() {
      const fd = openSync(log, 'w');
      child = spawn(file, args, { cwd: folder, env: { ...process.env, ...env }, stdio: ['ignore', fd, fd] });
      closeSync(fd);
      running.add(child);
    },
    output: () => readFileSync(log, 'utf8'),
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
      running.delete(child);
    },
  };
}
