import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { HarnessError } from '../../errors.ts';
import type { ExecResult, Exit, Process, ProcessState } from '../machine.ts';
import { shellLine, shellWord } from './quote.ts';
import type { BecomeCommand } from './shell.ts';
import type { RunOptions, Shells } from './shells.ts';

/** Starts a program in a process group of its own; its output goes to a file on this host while it runs. */
export async function spawnInShell(
  shells: Shells,
  { outputFile, ...command }: BecomeCommand & { readonly outputFile: string },
): Promise<Process> {
  const [file] = command.argv;
  if (file === undefined) throw new HarnessError('nothing to spawn: the command is empty');
  const found = await shells.run(`command -v ${shellWord(file)}`);
  if (found.exitCode !== 0)
    throw new HarnessError(`cannot start ${file}: there is no such program on ${shells.place.machine}`);
  await mkdir(dirname(outputFile), { recursive: true });
  const { pid, output, exited: exitOf } = await shells.become(command);
  const exited = copyToFile(output, outputFile).then(exitOf);
  void shells.warm();
  return shellProcess({ pid, outputFile, exited, shells });
}

/** Runs a program to its end; a failing exit code is an answer, not an error. */
export async function execInShell(
  shells: Shells,
  argv: readonly string[],
  options: RunOptions = {},
): Promise<ExecResult> {
  const { exitCode, stdout, stderr } = await shells.run(shellLine(argv), options);
  // What the shell answers for a program that is not there, or is none.
  if (exitCode === 126 || exitCode === 127)
    throw new HarnessError(`cannot run ${argv[0]}: ${String(stderr).trim()}`);
  return { exitCode, stdout: String(stdout), stderr: String(stderr) };
}

function shellProcess(options: {
  readonly pid: number;
  readonly outputFile: string;
  readonly exited: Promise<Exit>;
  readonly shells: Shells;
}): Process {
  const { pid, outputFile, shells } = options;
  let isGone = false;
  const exited = options.exited.then((exit) => {
    // Neither code nor signal: the connection broke, and nobody knows what became of the process.
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
