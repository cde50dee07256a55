import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { join } from 'node:path';
import { waitUntil } from '../lib/wait-until.ts';

const root = join(import.meta.dirname, '../..');

/** The command as a user starts it, as a process of its own. */
export interface StartedCommand {
  readonly process: ChildProcess;
  stdout(): string;
  stderr(): string;
  readonly exited: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  /** Waits until its output shows this. */
  shows(pattern: RegExp): Promise<void>;
}

/** Starts `fsync-lab` from source in a folder, with extra environment. */
export function startCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  as: Pick<SpawnOptions, 'uid' | 'gid'> = {},
): StartedCommand {
  const output = { stdout: '', stderr: '' };
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'src/cli.ts'), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    ...as,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const all = () => output.stdout + output.stderr;
  return {
    process: child,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    exited,
    async shows(pattern) {
      await waitUntil({
        what: `output that matches ${pattern}`,
        budgetMs: 120_000,
        look: async () => (pattern.test(all()) ? { done: true } : { seen: all().slice(-400) }),
      });
    },
  };
}

/** Runs it to its end. */
export async function runCommandLine(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  as: Pick<SpawnOptions, 'uid' | 'gid'> = {},
) {
  const command = startCommand(args, env, as);
  const { code } = await command.exited;
  return { code, stdout: command.stdout(), stderr: command.stderr() };
}
