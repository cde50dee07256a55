import { type Entry, type EntryFile, entryBytesMin, readEntry, tornAt } from './entry.ts';

// JournalChannel.java and Journal.java of BookKeeper 4.17: `BKLG`, a version, and from version 5 on zeros up to 512
// bytes; then records, each a length and as many bytes. A length of -0x100 is padding, followed by how much of it.
const magic = 'BKLG';
const paddingMask = -0x100;
const paddedVersion = 5;
const headerBytes = { plain: 8, padded: 512 };

/** Reads a journal as a bookie replays it: up to a length of zero, or one that reaches beyond the file. */
export function readJournal(bytes: Buffer): EntryFile {
  const entries: Entry[] = [];
  let badCrc = 0;
  const from = startOf(bytes);
  const end = (at: number): EntryFile => ({ entries, bytes: at, torn: tornAt(bytes, at), badCrc });
  if (from === null) return end(0);
  let at = from;
  while (at + 4 <= bytes.length) {
    const length = bytes.readInt32BE(at);
    if (length === paddingMask && at + 8 <= bytes.length) {
      at += 8 + bytes.readInt32BE(at + 4);
      continue;
    }
    if (length <= 0 || at + 4 + length > bytes.length) break;
    const record = bytes.subarray(at + 4, at + 4 + length);
    if (isEntry(record)) {
      const entry = readEntry(record);
      if (entry === null) badCrc += 1;
      else entries.push(entry);
    }
    at += 4 + length;
  }
  return end(Math.min(at, bytes.length));
}

function startOf(bytes: Buffer): number | null {
  if (bytes.length < headerBytes.plain || bytes.toString('latin1', 0, 4) !== magic) return null;
  return bytes.readInt32BE(4) >= paddedVersion ? headerBytes.padded : headerBytes.plain;
}

/** Records with a negative entry id tell of a ledger's key or that it was fenced. */
function isEntry(record: Buffer): boolean {
  return record.length >= entryBytesMin && record.readBigInt64BE(8) >= 0n;
}
