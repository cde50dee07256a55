import type { HistoryEvent } from '../history/event.ts';
import type { Recorder } from '../history/recorder.ts';
import { withRoomAdvice } from './room.ts';

/** A history that may fail to be written, as on a full disk. */
export interface GuardedHistory {
  record(event: HistoryEvent): void;
  /** Aborted, with the reason, when a line could not be written: nothing after it is in the history. */
  readonly failed: AbortSignal;
}

/**
 * Ends the run once and in one place when its history cannot be written. Thrown where it happens, the error would hit
 * whoever records just then: a process that exits, a watcher that nobody awaits yet.
 */
export function guardHistory(recorder: Pick<Recorder, 'record'>): GuardedHistory {
  const failed = new AbortController();
  return {
    failed: failed.signal,
    record(event) {
      if (failed.signal.aborted) return;
      try {
        recorder.record(event);
      } catch (error) {
        failed.abort(withRoomAdvice(error));
      }
    },
  };
}
