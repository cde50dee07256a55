import { posix } from 'node:path';
import { withoutPadding } from '../../lib/payload.ts';
import type { Machine } from '../../machines/machine.ts';
import { dataFolder } from '../go/raft-system.ts';
import type { NotRead, ReplicaLog } from '../system.ts';
import { firstRevision } from './keyspace.ts';
import { readWalFile, type WalEntry, type WalFile } from './wal.ts';

/**
 * What a member's write-ahead log holds, without any process: every put in the order of the log, those included that
 * were never committed. A put's revision is its place among the puts, as nothing else here changes the keyspace.
 */
export async function readMemberLog(machine: Machine): Promise<ReplicaLog | NotRead> {
  const folder = posix.join(dataFolder(machine), 'member', 'wal');
  const names = (await machine.list(folder)).map(({ path }) => path).filter((name) => name.endsWith('.wal'));
  if (names.length === 0) return { notRead: `${machine.name} has no write-ahead log`, isAbsent: true };
  const files: WalFile[] = [];
  for (const name of names.sort())
    files.push(readWalFile(await contentOf(machine, posix.join(folder, name))));
  const entries = lastOfEachIndex(files.flatMap((file) => file.entries));
  const why = whyIncomplete(entries, files);
  if (why !== null) return { notRead: `the write-ahead log of ${machine.name} ${why}` };
  return logOf(entries, files);
}

/** A file is 64 MB of zeros ahead of what was written: these are not kept. */
async function contentOf(machine: Machine, path: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of machine.read(path)) {
    pieces.push(Uint8Array.from(piece));
    if (piece.length > 4096 && piece.every((byte) => byte === 0)) break;
  }
  return Buffer.concat(pieces);
}

/** A new leader writes over what an old one left behind: the later entry of an index counts, and ends what followed. */
function lastOfEachIndex(entries: readonly WalEntry[]): readonly WalEntry[] {
  const kept: WalEntry[] = [];
  for (const entry of entries) {
    while ((kept.at(-1)?.index ?? -1) >= entry.index) kept.pop();
    kept.push(entry);
  }
  return kept;
}

function whyIncomplete(entries: readonly WalEntry[], files: readonly WalFile[]): string | null {
  const [first] = entries;
  if (first !== undefined && first.index !== 1)
    return `begins at index ${first.index}: what is before is in a snapshot`;
  const snapshot = Math.max(0, ...files.map(({ snapshotIndex }) => snapshotIndex));
  const last = entries.at(-1)?.index ?? 0;
  if (snapshot > last) return `ends at index ${last}, and a snapshot goes to ${snapshot}`;
  const unknown = entries.find(({ isKnown }) => !isKnown);
  return unknown ? `has a request at index ${unknown.index} that is no put` : null;
}

function logOf(entries: readonly WalEntry[], files: readonly WalFile[]): ReplicaLog {
  const records: [number, string][] = [];
  const epochs: [number, number][] = [];
  for (const { term, put } of entries) {
    const revision = firstRevision + records.length;
    if (epochs.at(-1)?.[0] !== term) epochs.push([term, revision]);
    if (put) records.push([revision, withoutPadding(put.value)]);
  }
  const sum = (of: (file: WalFile) => number) => files.reduce((total, file) => total + of(file), 0);
  return {
    start: firstRevision,
    end: firstRevision + records.length,
    bytes: sum(({ bytes }) => bytes),
    torn: sum(({ torn }) => torn),
    badCrc: sum(({ badCrc }) => badCrc),
    epochs,
    records,
  };
}
