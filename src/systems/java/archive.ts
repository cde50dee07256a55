import { createHash } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../errors.ts';
import { cacheFolder } from '../../lib/folders.ts';
import type { Machine } from '../../machines/machine.ts';
import { makeTempFolder, publish, removeStaleTempFolders } from '../software-cache.ts';
import type { Java } from './java-release.ts';
import { train } from './train.ts';
import type { Trained } from './training.ts';

/** Class-data archives by the kind of process, as paths on this host. A missing one only costs time. */
export type Archives = Readonly<Record<string, string>>;

export interface ArchiveOptions {
  readonly trained: Trained;
  /** What `software.resolve` answered. */
  readonly softwareFolder: string;
  readonly java: Java;
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
  /** This host, with two ports; without it only archives that are there are used. */
  readonly hostMachine?: (() => Promise<Machine>) | undefined;
  readonly cache?: string;
}

// `-XX:ArchiveClassesAtExit` came with JDK 13.
const javaMin = 13;

// Raise it when a training run does more than before: old archives are then left alone, and new ones made.
const trainingRevision = 2;

/**
 * The class-data archives of these jars on this Java, made when missing. They halve the time until a node is up, and
 * nothing depends on them: when they cannot be made a note says so, and the nodes start without.
 */
export async function archives(options: ArchiveOptions): Promise<Archives> {
  if (options.java.version < javaMin) return {};
  const parent = join(options.cache ?? cacheFolder(), 'archives');
  const folder = join(parent, await archiveId(options));
  const there = await archivesIn(folder);
  const { hostMachine } = options;
  if (there || !hostMachine) return there ?? {};
  try {
    await using machine = await hostMachine();
    await make(options, machine, parent, folder);
    return (await archivesIn(folder)) ?? {};
  } catch (error) {
    options.signal.throwIfAborted();
    options.onProgress(`no class-data archive, nodes start without: ${messageOf(error)}`);
    return {};
  }
}

async function make(
  options: ArchiveOptions,
  machine: Machine,
  parent: string,
  folder: string,
): Promise<void> {
  const { trained, softwareFolder, java, signal, onProgress } = options;
  onProgress(`${trained.title}: one start to archive its classes, so that later ones are faster`);
  await removeStaleTempFolders(parent);
  const temp = await makeTempFolder(parent);
  try {
    const { host, port } = machine.address('clients').bind;
    const ports = [port, machine.address('peers').bind.port] as const;
    const training = trained.plan({ softwareFolder, java: java.path, folder: temp, host, ports });
    await train(training, { machine, signal, exercise: async () => trained.exercise?.(`${host}:${port}`) });
    const isWhole = async (candidate: string) => (await archivesIn(candidate)) !== null;
    await publish({ from: join(temp, 'whole'), to: folder, isWhole });
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}

/** A JVM takes an archive only with the same build and the same jars, by path, size and time. */
async function archiveId({ trained, softwareFolder, java }: ArchiveOptions): Promise<string> {
  const hash = createHash('sha256').update(
    `${trainingRevision}\n${softwareFolder}\n${java.path}\n${java.build}\n`,
  );
  for (const jar of [...new Set(trained.jars)].sort()) {
    const { size, mtimeMs } = await stat(join(softwareFolder, jar));
    hash.update(`${jar} ${size} ${mtimeMs}\n`);
  }
  return `${trained.name}-java-${java.version}-${hash.digest('hex').slice(0, 12)}`;
}

/** What a finished training left; null when there was none. The folder has its name only when it is whole. */
async function archivesIn(folder: string): Promise<Archives | null> {
  const names = await readdir(folder).catch((): string[] => []);
  if (names.length === 0) return null;
  return Object.fromEntries(names.map((name) => [name.replace(/\.jsa$/, ''), join(folder, name)]));
}
