import { mkdir, open } from 'node:fs/promises';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { HarnessError } from '../../errors.ts';
import type { Exit, Process, ProcessState } from '../machine.ts';
import type { Exec } from './client.ts';
import { isUnreachable } from './failures.ts';
import { shellWord } from './quote.ts';
import type { BecomeCommand } from './shell.ts';
import type { Shells } from './shells.ts';

const inspectEveryMs = 10;

/** Starts a program in a process group of its own; its output goes to a file on this host while it runs. */
export async function spawnInContainer(
  shells: Shells,
  { outputFile, ...command }: BecomeCommand & { readonly outputFile: string },
): Promise<Process> {
  const [file] = command.argv;
  if (file === undefined) throw new HarnessError('nothing to spawn: the command is empty');
  const found = await shells.run(`command -v ${shellWord(file)}`);
  if (found.exitCode !== 0) throw new HarnessError(`cannot start ${file}: the image has no such program`);
  await mkdir(dirname(outputFile), { recursive: true });
  const { pid, exec, output } = await shells.become(command);
  const exited = copyToFile(output, outputFile).then(() => exitOf(exec));
  void shells.warm();
  return containerProcess({ pid, outputFile, exited, shells });
}

function containerProcess(options: {
  readonly pid: number;
  readonly outputFile: string;
  readonly exited: Promise<Exit>;
  readonly shells: Shells;
}): Process {
  const { pid, outputFile, shells } = options;
  let isGone = false;
  const exited = options.exited.then((exit) => {
    // Neither code nor signal: the daemon went away, and nobody knows what became of the process.
    isGone = exit.code !== null || exit.signal !== null;
    return exit;
  });
  return {
    pid,
    outputFile,
    exited,
    async signal(name) {
      // "No such process" is no failure: it ended meanwhile.
      if (!isGone) await shells.run(`kill -s ${name.replace(/^SIG/, '')} -- -${pid}`);
    },
    async state() {
      if (isGone) return 'gone';
      const { stdout } = await shells.run(`cat /proc/${pid}/stat`);
      return parseState(String(stdout));
    },
  };
}

/** The state letter of /proc/<pid>/stat; it follows the command name, which may hold anything. */
export function parseState(stat: string): ProcessState {
  const letter = stat.slice(stat.lastIndexOf(')') + 2).charAt(0);
  if (stat === '' || letter === 'Z' || letter === 'X') return 'gone';
  return letter === 'T' || letter === 't' ? 'stopped' : 'running';
}

/** Reads to the end whatever happens to the file: a process whose output nobody takes would stand still. */
async function copyToFile(output: AsyncIterable<Buffer>, path: string): Promise<void> {
  const file = await open(path, 'a');
  let isWritable = true;
  for await (const chunk of output) {
    if (isWritable) {
      isWritable = await file.appendFile(chunk).then(
        () => true,
        () => false,
      );
    }
  }
  await file.close();
}

/** Asks until the engine has noted the exit: the output's end comes a moment before it. */
async function exitOf(exec: Exec): Promise<Exit> {
  for (;;) {
    try {
      const { Running, ExitCode } = await exec.inspect();
      if (!Running) return parseExit(ExitCode);
    } catch (error) {
      // With the container its processes are gone, killed; without the daemon nobody knows.
      return { code: null, signal: isUnreachable(error) ? null : 'SIGKILL' };
    }
    await delay(inspectEveryMs);
  }
}

/**
 * The engine tells a signal as 128 + its number, as shells do. A JVM that ends on SIGTERM exits with the same 143 by
 * itself: the two cannot be told apart here.
 */
export function parseExit(code: number | null): Exit {
  const signal = Object.entries(constants.signals).find(([, number]) => code === 128 + number)?.[0];
  return signal ? { code: null, signal: signal as NodeJS.Signals } : { code, signal: null };
}
