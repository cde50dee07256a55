import { Socket } from 'node:net';
import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { HarnessError } from '../../errors.ts';
import type { Exit } from '../machine.ts';
import type { Connection, ShellPlace } from '../shell/place.ts';
import type { Container, Exec } from './client.ts';
import { demux } from './demux.ts';
import { dockerFailure, isUnreachable, withAdvice } from './failures.ts';
import { lossOf } from './loss.ts';

const inspectEveryMs = 10;

/** A container as a place for shells; `onLost` hears when the container is gone. */
export function containerPlace(
  machine: string,
  container: Container,
  onLost: (loss: HarnessError) => HarnessError,
): ShellPlace {
  return {
    machine,
    connect: (argv) => connect(container, argv),
    async whyGone(error) {
      const loss = await lossOf(machine, container);
      if (loss) return onLost(loss);
      if (error !== undefined) return dockerFailure(`a command on ${machine}`, error);
      return new HarnessError(`a command on ${machine} was cut off, its container runs on`);
    },
    advised: withAdvice,
  };
}

async function connect(container: Container, argv: readonly string[]): Promise<Connection> {
  const streams = { AttachStdin: true, AttachStdout: true, AttachStderr: true };
  const exec = await container.exec({ Cmd: [...argv], ...streams });
  const stream = await exec.start({ hijack: true, stdin: true });
  // A broken connection shows as the end of its output; without a listener it would end this process.
  stream.on('error', () => undefined);
  return {
    input: stream,
    output: demux(untilBroken(stream)),
    exited: () => exitOf(exec),
    holdTool(holds) {
      if (stream instanceof Socket) holds ? stream.ref() : stream.unref();
    },
  };
}

/** A connection that breaks ends the stream; why it broke is found by asking the daemon. */
async function* untilBroken(stream: NodeJS.ReadableStream): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  } catch {
    return;
  }
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
