import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { systemClock } from '../src/lib/clock.ts';

/** One run of a command, from its start to its end. */
export interface Measured {
  readonly ms: number;
  /** The most memory that it had. */
  readonly megabytes: number;
}

/** Runs a command in a process of its own; throws when it does not succeed. */
export async function measure([command = '', ...args]: readonly string[]): Promise<Measured> {
  const startedAt = performance.now();
  const child = spawn(command, args, { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const watching = peakMegabytes(child.pid ?? 0);
  const [code] = await ended;
  const ms = performance.now() - startedAt;
  if (code !== 0) throw new Error(`${command} ${args.at(-1)} exited with ${code}`);
  return { ms, megabytes: await watching };
}

const lookEveryMs = 20;

/** The most memory that a process had, as the kernel keeps it: the last look tells it for the whole life before. */
async function peakMegabytes(pid: number): Promise<number> {
  let kilobytes = 0;
  try {
    for (;;) {
      const seen = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      // A process that has ended and is not yet waited for has no memory any more.
      if (seen === undefined) return (kilobytes * 1024) / 1e6;
      kilobytes = Number(seen);
      await systemClock.sleep(lookEveryMs);
    }
  } catch {
    return (kilobytes * 1024) / 1e6;
  }
}
