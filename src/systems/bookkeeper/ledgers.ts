import type { ReplicaLog } from '../system.ts';
import type { Entry, EntryFile } from './entry.ts';

/** The log that the entries of a bookie's files are of, ledger by ledger. */
export function logOf(files: readonly EntryFile[]): ReplicaLog {
  const entries = inOrder(files.flatMap((file) => file.entries));
  const records = new Map<number, string>();
  const epochs: [number, number][] = [];
  for (const { ledger, entry, position, value } of entries) {
    if (epochs.at(-1)?.[0] !== ledger) {
      const first = position - entry;
      // A ledger begins where those before it were closed: what they had behind that is not of the log.
      for (const at of [...records.keys()].filter((each) => each >= first)) records.delete(at);
      epochs.push([ledger, first]);
    }
    records.set(position, value);
  }
  const sum = (of: (file: EntryFile) => number) => files.reduce((total, file) => total + of(file), 0);
  return {
    start: 0,
    end: Math.max(-1, ...records.keys()) + 1,
    bytes: sum(({ bytes }) => bytes),
    torn: sum(({ torn }) => torn),
    badCrc: sum(({ badCrc }) => badCrc),
    epochs,
    records: [...records].sort(([a], [b]) => a - b),
  };
}

/** By ledger and entry: the same entry may be in a journal and in an entry log. */
function inOrder(entries: readonly Entry[]): readonly Entry[] {
  return entries.toSorted((a, b) => a.ledger - b.ledger || a.entry - b.entry);
}
