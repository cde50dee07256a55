import { posix } from 'node:path';
import { readAll } from '../../lib/read-all.ts';
import type { Machine } from '../../machines/machine.ts';
import type { PlannedNode } from '../../plan.ts';
import type { NotRead, ReplicaLog } from '../system.ts';
import { bookieFolders } from './config.ts';
import { readEntryLog } from './entry-log.ts';
import { readJournal } from './journal.ts';
import { logOf } from './ledgers.ts';

/**
 * What a bookie's files hold, without any process: what its journals would give back at its next start, and what its entry
 * logs have. Entries that only the process has in memory are not among them.
 */
export async function readBookieLog(machine: Machine): Promise<ReplicaLog | NotRead> {
  const { journal, ledgers } = bookieFolders(machine);
  const journals = await filesOf(machine, posix.join(journal, 'current'), /^[0-9a-f]+\.txn$/);
  const logs = await filesOf(machine, posix.join(ledgers, 'current'), /^[0-9a-f]+\.log$/);
  if (journals === null || logs === null)
    return { notRead: `${machine.name} has no folders of a bookie`, isAbsent: true };
  return logOf([...journals.map(readJournal), ...logs.map(readEntryLog)]);
}

/** A bookie that starts makes this file, and removes it once it has stopped in an orderly way (UncleanShutdownDetectionImpl.java). */
export async function stoppedCleanly(
  { holdsData }: PlannedNode,
  machine: Machine,
): Promise<boolean | undefined> {
  if (!holdsData) return undefined;
  return (await machine.stat(posix.join(bookieFolders(machine).ledgers, 'current', 'DIRTY'))) === null;
}

/** Null when there is no such folder. */
async function filesOf(machine: Machine, folder: string, named: RegExp): Promise<readonly Buffer[] | null> {
  if ((await machine.stat(folder)) === null) return null;
  const names = (await machine.list(folder)).map(({ path }) => path).filter((name) => named.test(name));
  const contents: Buffer[] = [];
  for (const name of names) contents.push(await readAll(machine.read(posix.join(folder, name))));
  return contents;
}
