import { statfs } from 'node:fs/promises';
import { HarnessError, messageOf } from '../errors.ts';
import { isDiskFull } from '../lib/full-disk.ts';
import { formatBytes } from '../lib/size.ts';

/** Less than this and the next start of a broker no longer fits: it prints about 100 KiB. */
export const roomBytesMin = 1024 * 1024;

/** What to do about a full disk under the run's folder. */
export const roomAdvice = 'make room there, or name a folder on another disk: --out DIR';

const lookEveryMs = 250;

/** How much may still be written below a folder. */
export async function roomBelow(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

export interface RoomWatch extends Disposable {
  /** Aborted, with the reason, once the disk is full. */
  readonly full: AbortSignal;
}

/**
 * Looks whether the run's folder can still take what the nodes print. A JVM does not tell that its output is lost: the
 * line that a start waits for would never come, and the wait would run out.
 */
export function watchRoom(folder: string, room = roomBelow): RoomWatch {
  const full = new AbortController();
  const look = async () => {
    // A folder that somebody removed is told by whoever writes there.
    const bytes = await room(folder).catch(() => roomBytesMin);
    if (bytes >= roomBytesMin) return;
    const lack = `the disk of the run's folder has only ${formatBytes(bytes)} left`;
    full.abort(new HarnessError(`${lack}, so what the nodes print is lost; ${roomAdvice}`));
  };
  const timer = setInterval(() => void look(), lookEveryMs).unref();
  return { full: full.signal, [Symbol.dispose]: () => clearInterval(timer) };
}

/** An error of a full disk with what to do about it; any other one as it is. */
export function withRoomAdvice(error: unknown, advice = roomAdvice): unknown {
  return isDiskFull(error) ? new HarnessError(`${messageOf(error)}; ${advice}`, { cause: error }) : error;
}
