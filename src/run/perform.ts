import { HarnessError, Inconclusive, messageOf, UserError } from '../errors.ts';
import type { EventOf } from '../history/event.ts';
import type { TimedRecord } from '../history/recorder.ts';
import { unlessAborted } from '../lib/wait-until.ts';

/** What is performed, as the history tells it: a step of the plan, or one of the standard phases. */
export interface Performed {
  readonly phase: EventOf<'step'>['phase'];
  readonly index: number | null;
  readonly name: string;
  readonly text: string;
  /** Of a step of the plan; a fault that ends without a proof is noticed by it. */
  readonly kind?: EventOf<'step'>['kind'];
}

export interface Recording extends TimedRecord {
  readonly signal: AbortSignal;
  /** Adds what the nodes themselves say of an error; left out while there are none. */
  readonly explain?: (error: unknown) => Promise<unknown>;
  /** Keeps the stack of an error that is the tool's own. */
  readonly onHarnessError: (error: Error) => void;
}

/**
 * Does one thing and records how it began and ended. Giving up is an answer, not an exception: what follows decides.
 * What ends the whole run, an interrupt or the loss of a machine, is passed on once it is recorded.
 */
export async function perform(
  recording: Recording,
  what: Performed,
  work: () => Promise<string>,
): Promise<'ended' | 'gave-up'> {
  const { now, record, signal } = recording;
  const event = (details: Pick<EventOf<'step'>, 'event' | 'result' | 'reason' | 'seen'>) =>
    record({ type: 'step', time: now(), ...what, ...details });
  event({ event: 'began' });
  try {
    signal.throwIfAborted();
    event({ event: 'ended', result: await unlessRunEnds(work(), signal) });
    return 'ended';
  } catch (error) {
    const thrown = signal.aborted ? signal.reason : error;
    const cause = (await recording.explain?.(thrown)) ?? thrown;
    event({
      event: 'gave-up',
      reason: reasonOf(cause),
      ...(cause instanceof Inconclusive ? { seen: cause.lastSeen } : {}),
    });
    if (signal.aborted && !(cause instanceof Inconclusive)) throw cause;
    if (!(cause instanceof Inconclusive)) recording.onHarnessError(asError(cause));
    return 'gave-up';
  }
}

/**
 * Whatever hangs is killed next, so the end of the run waits for nobody. A spent budget lets the work under way end by
 * itself.
 */
function unlessRunEnds<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const end = new AbortController();
  const pass = () => {
    if (!(signal.reason instanceof Inconclusive)) end.abort(signal.reason);
  };
  signal.addEventListener('abort', pass, { once: true });
  return unlessAborted(work, end.signal).finally(() => signal.removeEventListener('abort', pass));
}

function reasonOf(error: unknown): string {
  const isHinted = error instanceof UserError && error.hint !== undefined;
  return isHinted ? `${error.message}; ${error.hint}` : messageOf(error);
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new HarnessError(String(thrown));
}
