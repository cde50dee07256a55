import { type Entry, type EntryFile, entryBytesMin, readEntry, tornAt } from './entry.ts';

// DefaultEntryLogger.java of BookKeeper 4.17: `BKLO` and more up to 1024 bytes; then entries, each behind its length.
// A ledger id of -1 is no entry but the map of the ledgers that the file has.
const magic = 'BKLO';
const headerBytes = 1024;

/** Reads an entry log: up to a length of zero, or one that reaches beyond the file. */
export function readEntryLog(bytes: Buffer): EntryFile {
  const entries: Entry[] = [];
  let badCrc = 0;
  const isOne = bytes.length >= headerBytes && bytes.toString('latin1', 0, 4) === magic;
  let at = isOne ? headerBytes : bytes.length;
  while (at + 4 <= bytes.length) {
    const length = bytes.readInt32BE(at);
    if (length <= 0 || at + 4 + length > bytes.length) break;
    const record = bytes.subarray(at + 4, at + 4 + length);
    if (record.length >= entryBytesMin && record.readBigInt64BE(0) >= 0n) {
      const entry = readEntry(record);
      if (entry === null) badCrc += 1;
      else entries.push(entry);
    }
    at += 4 + length;
  }
  return { entries, bytes: at, torn: tornAt(bytes, at), badCrc };
}
