import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stateFolder } from '../lib/folders.ts';
import { isAlive, ownIdentity, type ProcessIdentity } from '../lib/process-identity.ts';

/** A run that has begun and not yet removed all that it made. */
export interface LivingRun {
  readonly id: string;
  readonly owner: ProcessIdentity;
  readonly scenario: string;
  readonly folder: string;
  readonly startedAt: string;
  /** Left up on purpose with `--keep`: `clean` removes it only with `--all`. */
  readonly isKept: boolean;
}

function indexFolder(): string {
  return join(stateFolder(), 'runs');
}

/** Writes the run into the index, so that whatever outlives this process can be found and removed. */
export async function registerRun(run: Omit<LivingRun, 'owner'>): Promise<void> {
  await mkdir(indexFolder(), { recursive: true });
  const entry: LivingRun = { ...run, owner: await ownIdentity() };
  await writeFile(join(indexFolder(), `${run.id}.json`), `${JSON.stringify(entry, null, 2)}\n`);
}

/** Takes the run out of the index: nothing of it is left. */
export async function forgetRun(id: string): Promise<void> {
  await rm(join(indexFolder(), `${id}.json`), { force: true });
}

/** All runs of the index; an entry that cannot be read counts as one whose owner is gone. */
export async function livingRuns(): Promise<readonly LivingRun[]> {
  const names = await readdir(indexFolder()).catch(() => []);
  return Promise.all(names.filter((name) => name.endsWith('.json')).map(readEntry));
}

/** Whether the process that began the run still runs. */
export function ownerIsAlive(run: LivingRun): Promise<boolean> {
  return isAlive(run.owner);
}

async function readEntry(name: string): Promise<LivingRun> {
  const unreadable: LivingRun = {
    id: name.slice(0, -'.json'.length),
    owner: { pid: -1, startTime: '' },
    scenario: '?',
    folder: '?',
    startedAt: '?',
    isKept: false,
  };
  try {
    return JSON.parse(await readFile(join(indexFolder(), name), 'utf8'));
  } catch {
    return unreadable;
  }
}
