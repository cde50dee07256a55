import { HarnessError } from '../../errors.ts';
import type { Machine } from '../machine.ts';

/** Runs a program that has no reason to fail; when it does, its own words are the message. */
export async function mustRun(machine: Machine, argv: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await machine.exec(argv);
  if (exitCode === 0) return stdout;
  throw new HarnessError(
    `${machine.name}: \`${argv.join(' ')}\` failed: ${stderr.trim() || `exit code ${exitCode}`}`,
  );
}
