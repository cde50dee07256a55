import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { printable } from '../lib/printable.ts';
import { cannotRead, hostFolder, isMissing, namesIn, whatToName } from './host-folder.ts';
import { leftoverKind } from './leftovers.ts';
import { type LogFolder, segmentBaseOffset } from './log-folder.ts';
import { type PartitionName, partitionName } from './partition-name.ts';
import { readSegment } from './segment.ts';

/** One replica's log of one partition, as the paths of the command line name it. */
export interface Located extends PartitionName {
  /** The partition's folder, or the file when it is a lone one. */
  readonly path: string;
  readonly folder: LogFolder;
}

/** Finds the logs that the paths mean. All paths are looked at before anything is read; every problem is told. */
export async function locateLogs(paths: readonly string[]): Promise<readonly Located[]> {
  const found = await Promise.all(paths.map(locate));
  const problems = found.filter((one) => one instanceof UserError);
  if (problems.length > 0) throw joined(problems);
  return mergeSegments(found.flatMap((one) => (one instanceof UserError ? [] : one)));
}

type Found = Located & {
  /** Set when a segment was named and not its folder. */
  readonly segment?: string;
};

async function locate(path: string): Promise<readonly Found[] | UserError> {
  try {
    const real = await realpath(path);
    const found = await stat(real);
    if (found.isDirectory()) return await locateInFolder(path, real);
    if (found.isFile()) return [await locateFile(path, real, found.size)];
  } catch (error) {
    return error instanceof UserError ? error : cannotRead(path, error);
  }
  return notALog(path, 'neither a file nor a folder');
}

async function locateInFolder(path: string, real: string): Promise<readonly Found[]> {
  const names = await namesIn(real);
  if (names.some(holdsRecords)) return [partitionFolder(real)];
  const partitions = await partitionsIn(real, names);
  if (partitions.length > 0) return partitions;
  if (partitionName(basename(real))) throw notALog(path, 'the folder holds no segment');
  throw notALog(path, 'the folder holds neither segments nor partition folders');
}

async function partitionsIn(folder: string, names: readonly string[]): Promise<readonly Found[]> {
  const partitions: Found[] = [];
  for (const name of names.filter((one) => partitionName(one))) {
    const inside = await namesIfFolder(join(folder, name));
    // An empty partition folder counts: that is what a power cut may leave.
    if (inside && (inside.length === 0 || inside.some(isPartitionFile))) {
      partitions.push(partitionFolder(join(folder, name)));
    }
  }
  return partitions;
}

async function namesIfFolder(path: string): Promise<readonly string[] | null> {
  try {
    return await namesIn(path);
  } catch (error) {
    if (error instanceof UserError && isMissing(error.cause)) return null;
    throw error;
  }
}

function partitionFolder(path: string): Found {
  const name = partitionName(basename(path)) ?? { partition: basename(path), aside: null };
  return { ...name, path, folder: hostFolder(path) };
}

const isSegment = (name: string) => segmentBaseOffset(name) !== undefined;
const holdsRecords = (name: string) => isSegment(name) || leftoverKind(name) !== undefined;
const isPartitionFile = (name: string) =>
  holdsRecords(name) || /^(partition\.metadata|leader-epoch-check.*)$/.test(name);

async function locateFile(path: string, real: string, bytes: number): Promise<Found> {
  const segment = basename(real);
  if (isSegment(segment)) return { ...partitionFolder(dirname(real)), segment };
  if (bytes === 0) throw notALog(path, 'the file is empty, and its name is not that of a segment');
  return { partition: segment, aside: null, path: real, folder: await copiedSegment(path, real) };
}

/** A segment under another name (`copy.log`): its first batch tells the name that it had. */
async function copiedSegment(path: string, real: string): Promise<LogFolder> {
  const host = hostFolder(dirname(real), [basename(real)]);
  for await (const item of readSegment(host.read(basename(real)))) {
    if ('tail' in item) throw notALog(path, item.tail.detail);
    const name = `${String(item.batches[0]?.baseOffset ?? 0).padStart(20, '0')}.log`;
    return {
      list: async () => (await host.list()).map(({ bytes }) => ({ name, bytes })),
      read: () => host.read(basename(real)),
    };
  }
  throw notALog(path, 'it cannot be read');
}

function notALog(path: string, why: string): UserError {
  return new UserError(`${printable(path)}: not a Kafka log: ${why}`, { hint: whatToName });
}

/** Segments named one by one (`topic1-0/*.log`) are one replica; the same log named twice is one log. */
function mergeSegments(found: readonly Found[]): readonly Located[] {
  const paths = [...new Set(found.map(({ path }) => path))];
  return paths.flatMap((path) => {
    const same = found.filter((one) => one.path === path);
    const whole = same.find(({ segment }) => segment === undefined);
    const segments = new Set(same.flatMap(({ segment }) => segment ?? []));
    return whole ?? same.slice(0, 1).map((one) => ({ ...one, folder: hostFolder(path, [...segments]) }));
  });
}

function joined(problems: readonly UserError[]): UserError {
  const hints = new Set(problems.flatMap(({ hint }) => hint ?? []));
  return new UserError(problems.map(({ message }) => message).join('\n'), {
    ...(hints.size > 0 && { hint: [...hints].join('; ') }),
  });
}
