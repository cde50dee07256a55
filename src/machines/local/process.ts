import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { HarnessError, messageOf } from '../../errors.ts';
import { readProcessStat } from '../../lib/process-identity.ts';
import type { Exit, Process, ProcessState } from '../machine.ts';

export interface HostSpawn {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly outputFile: string;
}

/**
 * Starts a program in a process group of its own. Plain `spawn`: execa would carry the output through this process,
 * and a node kept with `--keep` must go on writing when the tool has ended.
 */
export async function spawnOnHost({ argv, env, cwd, outputFile }: HostSpawn): Promise<Process> {
  const [file, ...args] = argv;
  if (file === undefined) throw new HarnessError('nothing to spawn: the command is empty');
  await mkdir(dirname(outputFile), { recursive: true });
  const output = await open(outputFile, 'a');
  try {
    const child = spawn(file, args, {
      cwd,
      env: { ...process.env, ...env },
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
    });
    const exited = exitOf(child);
    await once(child, 'spawn');
    child.unref();
    return groupProcess(child, outputFile, exited);
  } catch (error) {
    throw new HarnessError(`cannot start ${file}: ${messageOf(error)}`, { cause: error });
  } finally {
    await output.close();
  }
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
}

function groupProcess(child: ChildProcess, outputFile: string, exited: Promise<Exit>): Process {
  const pid = child.pid as number;
  let isGone = false;
  const watched = exited.finally(() => {
    isGone = true;
  });
  return {
    pid,
    outputFile,
    exited: watched,
    async signal(name) {
      // Once it was reaped its pid may belong to somebody else.
      if (isGone) return;
      // Whoever ends it waits for its exit: with nothing else to do Node would end before that.
      if (name === 'SIGKILL' || name === 'SIGTERM') child.ref();
      signalGroup(pid, name);
    },
    state: async () => (isGone ? 'gone' : stateOf(pid)),
  };
}

function signalGroup(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function stateOf(pid: number): Promise<ProcessState> {
  const stat = await readProcessStat(pid);
  if (!stat || stat.state === 'Z' || stat.state === 'X') return 'gone';
  return stat.state === 'T' || stat.state === 't' ? 'stopped' : 'running';
}
