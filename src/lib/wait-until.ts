import { Unmet } from '../errors.ts';
import { type Clock, systemClock } from './clock.ts';

/** One look at the world: the awaited value, or what was seen instead. */
export type Look<T> = { readonly done: T } | { readonly seen: unknown };

export interface WaitOptions<T> {
  /** What is awaited, in words: "leader of topic1-0 is broker-2". */
  readonly what: string;
  readonly budgetMs: number;
  readonly look: () => Promise<Look<T>>;
  readonly signal?: AbortSignal | undefined;
  /** Hears every look that was not yet it, for the live line. */
  readonly onSeen?: ((seen: unknown) => void) | undefined;
  readonly pollMs?: number;
  readonly clock?: Clock;
}

const pollMsDefault = 25;

/** Polls until a look is `done`; gives up as inconclusive after the budget, telling what it saw last. */
export async function waitUntil<T>(options: WaitOptions<T>): Promise<T> {
  const { what, budgetMs, look, signal, onSeen, pollMs = pollMsDefault, clock = systemClock } = options;
  const giveUpAt = clock.now() + budgetMs;
  for (;;) {
    signal?.throwIfAborted();
    const sight = await unlessAborted(look(), signal);
    if ('done' in sight) return sight.done;
    onSeen?.(sight.seen);
    if (clock.now() >= giveUpAt) throw gaveUp(what, budgetMs, sight.seen);
    await clock.sleep(pollMs, signal);
  }
}

function gaveUp(what: string, budgetMs: number, seen: unknown): Unmet {
  const text = typeof seen === 'string' ? seen : JSON.stringify(seen);
  return new Unmet(`${what}: not after ${budgetMs / 1000} s; last seen ${text}`, seen);
}

/** Waits for work unless the signal is aborted: an interrupt must not wait for an answer that a hanging node never gives. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
