import { HarnessError } from '../../errors.ts';
import type { Container } from './client.ts';
import { daemonGone, dockerFailure, isGone, isUnreachable } from './failures.ts';

/** Why a container is of no use to its run any more, in words; null while it runs. */
export async function lossOf(machine: string, container: Container): Promise<HarnessError | null> {
  const name = `the container of ${machine}`;
  try {
    const { State } = await container.inspect();
    if (State.Running && !isBeingRemoved(State)) return null;
    if (isBeingRemoved(State)) return removed(name);
    const memory = State.OOMKilled ? ', it had run out of memory' : '';
    return new HarnessError(
      `${name} was stopped by somebody else, or with its daemon (exit code ${State.ExitCode}${memory})`,
    );
  } catch (error) {
    if (isGone(error)) return removed(name);
    return isUnreachable(error) ? daemonGone(error) : dockerFailure(name, error);
  }
}

/** A JVM that the kernel killed for its machine's limit proves nothing about Kafka. */
export function outOfMemory(machine: string, memoryMb: number): HarnessError {
  return new HarnessError(
    `a process on ${machine} was killed for lack of memory: its container may use ${memoryMb} MB`,
  );
}

function removed(name: string): HarnessError {
  return new HarnessError(`${name} was removed by somebody else while the run used it`);
}

/** `docker rm -f` marks a container before it stops it. */
function isBeingRemoved({ Status }: { readonly Status: string }): boolean {
  return Status === 'removing' || Status === 'dead';
}
