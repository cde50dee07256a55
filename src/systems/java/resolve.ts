import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import type { Machine } from '../../machines/machine.ts';
import { makeTempFolder, publish, removeStaleTempFolders } from '../software-cache.ts';
import { type Bundle, type Bundles, bytesOf, differences, isComplete, readJars } from './jar-list.ts';
import { copyDependencies } from './maven.ts';

export interface ResolveOptions {
  /** Names the content; also the folder's name in the cache. */
  readonly id: string;
  readonly bundles: Bundles;
  readonly cache: string;
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
  /** What would do without Maven, with its flag. */
  readonly instead?: string;
  /** Has Maven where this host has none. */
  readonly mavenMachine?: () => Promise<Machine>;
}

/**
 * Brings the jars into the cache, unless they are there, and answers with their folder. They are gathered and checked
 * in a folder beside it, which gets the final name only when all is well: nobody sees half of it.
 */
export async function resolveJars(options: ResolveOptions): Promise<string> {
  const parent = join(options.cache, 'software');
  const folder = join(parent, options.id);
  const isWhole = (candidate: string) => areComplete(candidate, options.bundles);
  if (await isWhole(folder)) return folder;
  await removeStaleTempFolders(parent);
  const temp = await makeTempFolder(parent);
  try {
    await gather(temp, options);
    await publish({ from: join(temp, 'whole'), to: folder, isWhole });
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
  return folder;
}

/** Whether a folder of the cache holds all bundles. */
export async function areComplete(folder: string, bundles: Bundles): Promise<boolean> {
  const complete = Object.entries(bundles).map(([name, bundle]) => isComplete(join(folder, name), bundle));
  return (await Promise.all(complete)).every(Boolean);
}

/** One after the other: two Mavens at once may trip over each other's downloads. */
async function gather(temp: string, options: ResolveOptions): Promise<void> {
  const whole = join(temp, 'whole');
  await mkdir(whole);
  for (const [name, bundle] of Object.entries(options.bundles)) {
    const jars = await bring({ ...options, bundle, folder: join(temp, name) });
    await check(bundle, jars);
    await rename(jars, join(whole, name));
  }
}

function bring(options: {
  readonly bundle: Bundle;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
  readonly instead?: string;
  readonly mavenMachine?: (() => Promise<Machine>) | undefined;
}): Promise<string> {
  const { bundle, folder, signal, onProgress, mavenMachine, instead } = options;
  const megabytes = Math.round(bytesOf(bundle) / 2 ** 20);
  const what = `resolving ${bundle.title}: ${bundle.jars.length} jars, ${megabytes} MB`;
  onProgress(what);
  return copyDependencies({
    bundle,
    folder,
    signal,
    mavenMachine,
    instead,
    onDownloaded: (count) => onProgress(`${what}, ${count} downloaded`),
  });
}

async function check(bundle: Bundle, folder: string): Promise<void> {
  const problems = differences(bundle, await readJars(folder));
  if (problems.length === 0) return;
  throw new UserError(
    `Maven brought other jars than the ones that ${bundle.title} is pinned to:\n${problems.map((line) => `  ${line}`).join('\n')}`,
    {
      hint: 'remove the named jars from ~/.m2/repository and run again; if they come back like this, ask who keeps the mirror',
    },
  );
}
