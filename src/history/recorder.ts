import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { HarnessError, messageOf } from '../errors.ts';
import type { HistoryEvent } from './event.ts';

/** Writes what happens, as it happens: the history is the only thing that judging may read. */
export interface Recorder extends AsyncDisposable {
  readonly file: string;
  /** After `close` nothing is written any more: late events of dying processes prove nothing. */
  record(event: HistoryEvent): void;
  close(): void;
}

/** The record and the clock of a run, for those who tell what happens. */
export interface TimedRecord {
  /** Ms since the run began, monotonic. */
  readonly now: () => number;
  readonly record: (event: HistoryEvent) => void;
}

export interface RecorderOptions {
  /** Hears each event once it is in the file, for the live lines. */
  readonly onEvent?: ((event: HistoryEvent) => void) | undefined;
}

/** Opens a new history; refuses to write into one that exists, because a history belongs to one run. */
export function openRecorder(file: string, options: RecorderOptions = {}): Recorder {
  mkdirSync(dirname(file), { recursive: true });
  const fd = openSync(file, 'ax');
  let isOpen = true;
  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    closeSync(fd);
  };
  return {
    file,
    record(event) {
      if (!isOpen) return;
      append(fd, file, event);
      options.onEvent?.(event);
    },
    close,
    async [Symbol.asyncDispose]() {
      close();
    },
  };
}

// A write call per line, and no buffer of ours: what was recorded survives a SIGKILL of the tool.
function append(fd: number, file: string, event: HistoryEvent): void {
  const line = Buffer.from(`${JSON.stringify(event)}\n`);
  try {
    // A nearly full disk takes a part of the line first and refuses the rest only then.
    for (let written = 0; written < line.length; ) written += writeSync(fd, line, written);
  } catch (error) {
    throw new HarnessError(`cannot write ${file}: ${messageOf(error)}`, { cause: error });
  }
}
