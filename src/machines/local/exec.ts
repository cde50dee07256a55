import { HarnessError } from '../../errors.ts';
import type { ExecResult } from '../machine.ts';

/** Runs a program on this host to its end; a failing exit code is an answer, not an error. */
export async function execOnHost(
  argv: readonly string[],
  options: { input?: string; signal?: AbortSignal; env?: Readonly<Record<string, string>> } = {},
): Promise<ExecResult> {
  const { execa } = await import('execa');
  const [file = '', ...args] = argv;
  const result = await execa(file, args, {
    reject: false,
    stripFinalNewline: false,
    env: { ...options.env },
    ...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
    ...(options.signal ? { cancelSignal: options.signal } : {}),
  });
  options.signal?.throwIfAborted();
  if (result.exitCode === undefined) throw new HarnessError(`cannot run ${file}: ${result.message}`);
  return { exitCode: result.exitCode, stdout: result.stdout ?? '', stderr: result.stderr ?? '' };
}
