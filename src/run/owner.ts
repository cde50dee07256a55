import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { runTempFolder, stateFolder } from '../lib/folders.ts';
import { isAlive, ownIdentity } from '../lib/process-identity.ts';

const schema = z.object({
  id: z.string(),
  owner: z.object({ pid: z.number().int(), startTime: z.string().nullable() }),
  scenario: z.string(),
  folder: z.string(),
  startedAt: z.string(),
  isKept: z.boolean().describe('left up on purpose with `--keep`: `clean` removes it only with `--all`'),
});

/** A run that has begun and not yet removed all that it made. */
export type LivingRun = Readonly<z.infer<typeof schema>>;

function indexFolder(): string {
  return join(stateFolder(), 'runs');
}

function indexFile(id: string): string {
  return join(indexFolder(), `${id}.json`);
}

/** Beside what the run makes: another user, or another XDG_STATE_HOME, has another index. */
function fileInTempFolder(id: string): string {
  return join(runTempFolder(id), 'run.json');
}

/** Writes the run into the index, so that whatever outlives this process can be found and removed. */
export async function registerRun(run: Omit<LivingRun, 'owner'>): Promise<void> {
  const entry: LivingRun = { ...run, owner: await ownIdentity() };
  await mkdir(indexFolder(), { recursive: true });
  await mkdir(runTempFolder(run.id), { recursive: true });
  for (const file of [indexFile(run.id), fileInTempFolder(run.id)]) await writeWhole(file, entry);
}

/** By rename: whoever reads half an entry would take a living run for a dead one. */
async function writeWhole(file: string, entry: LivingRun): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(entry, null, 2)}\n`);
  await rename(`${file}.new`, file);
}

/** Takes the run out of the index: nothing of it is left. */
export async function forgetRun(id: string): Promise<void> {
  await rm(indexFile(id), { force: true });
}

/** All runs of the index; an entry that cannot be read counts as one whose owner is gone. */
export async function livingRuns(): Promise<readonly LivingRun[]> {
  const names = await readdir(indexFolder()).catch((): string[] => []);
  const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
  return Promise.all(ids.map(async (id) => (await readEntry(indexFile(id))) ?? ownerless(id)));
}

/** What a run that is not in our index tells of itself; null when it tells nothing. */
export function strangeRun(id: string): Promise<LivingRun | null> {
  return readEntry(fileInTempFolder(id));
}

/** Whether the process that began the run still runs. */
export function ownerIsAlive(run: LivingRun): Promise<boolean> {
  return isAlive(run.owner);
}

async function readEntry(file: string): Promise<LivingRun | null> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

function ownerless(id: string): LivingRun {
  const owner = { pid: -1, startTime: '' };
  return { id, owner, scenario: '?', folder: '?', startedAt: '?', isKept: false };
}
