import type { HistoryEvent } from '../history/event.ts';
import { openRecorder } from '../history/recorder.ts';
import type { RunResult } from '../reports/report.ts';
import type { Begun } from './begin.ts';
import { guardHistory } from './guard-history.ts';
import { lateCode } from './late-code.ts';
import { type Ledger, openLedger } from './ledger.ts';
import type { Recording } from './perform.ts';
import { watchRoom } from './room.ts';

/** The recording of one run, with all that lives as long as it: clock, history, ledger, watch of the room. */
export interface OpenRecording extends Recording, AsyncDisposable {
  readonly ledger: Ledger;
  /** Ends the run early: nothing that is still to come could prove anything. */
  end(reason: Error): void;
  /** Writes the last line and judges what is stored; throws when the history is not whole. */
  conclude(end: { readonly wasInterrupted: boolean }): Promise<RunResult>;
}

interface RecordingOptions {
  readonly begun: Begun;
  /** Aborted by whoever started the run. */
  readonly signal: AbortSignal;
  readonly onEvent?: ((event: HistoryEvent) => void) | undefined;
}

/** Starts the run's clock. Whatever ends the run early is one signal from here on, with its reason. */
export function openRecording({ begun, signal, onEvent }: RecordingOptions): OpenRecording {
  const { historyFile, folder, system, runtime, keepStack } = begun;
  const startedAt = performance.now();
  const now = () => Math.round((performance.now() - startedAt) * 10) / 10;
  const recorder = openRecorder(historyFile, { onEvent });
  const history = guardHistory(recorder);
  const room = watchRoom(folder);
  const ledger = openLedger();
  const late = lateCode(system);
  const early = new AbortController();
  const ends = [signal, early.signal, history.failed, room.full, ...(runtime.lost ? [runtime.lost] : [])];
  const record = (event: HistoryEvent) => {
    history.record(event);
    ledger.on(event);
    late.on(event);
  };
  return {
    now,
    record,
    ledger,
    signal: AbortSignal.any(ends),
    onHarnessError: keepStack,
    end: (reason) => early.abort(reason),
    async conclude({ wasInterrupted }) {
      record({ type: 'end', time: now(), ...(wasInterrupted ? { interrupted: true } : {}) });
      recorder.close();
      history.failed.throwIfAborted();
      return late.conclude(folder);
    },
    async [Symbol.asyncDispose]() {
      room[Symbol.dispose]();
      await recorder[Symbol.asyncDispose]();
    },
  };
}
