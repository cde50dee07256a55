import { setTimeout as delay } from 'node:timers/promises';

/** Time as the waits see it, so that their tests need not wait. */
export interface Clock {
  /** Milliseconds, monotonic, from an arbitrary zero. */
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => performance.now(),
  async sleep(ms, signal) {
    // Node rejects with an AbortError of its own, which would hide that the user pressed Ctrl-C.
    await delay(ms, undefined, signal ? { signal } : {}).catch((error: unknown) => {
      throw signal?.aborted ? signal.reason : error;
    });
  },
};
