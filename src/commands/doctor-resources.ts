import { statfs } from 'node:fs/promises';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { messageOf, UserError } from '../errors.ts';
import type { Diagnosis, Examine } from '../lib/diagnosis.ts';
import { cacheFolder } from '../lib/folders.ts';
import { formatBytes } from '../lib/size.ts';
import { requireWritable, requireWritableCache } from '../run/writable.ts';

// Three brokers take 130 MB each when they idle and may take 256 MB of heap each; ZooKeeper about as much.
const memoryBytesMin = 1.5 * 2 ** 30;
const coresMin = 2;
// Jars and class-data archives of a few versions, and the data of a run.
const diskBytesMin = 2 ** 30;

/** Memory for the JVMs of a cluster. */
const examineMemory: Examine = async () => {
  const check = { name: 'memory', enables: 'three brokers and ZooKeeper at once' };
  const found = `${formatBytes(freemem())} free of ${formatBytes(totalmem())}`;
  if (freemem() >= memoryBytesMin) return { ...check, status: 'ok', found };
  const help = [`close something, or run fewer brokers: a cluster takes ${formatBytes(memoryBytesMin)}`];
  return { ...check, status: 'note', found, help };
};

/** Cores: JVMs start at the same time. */
const examineCores: Examine = async () => {
  const check = { name: 'cores', enables: 'runs in about 10 s' };
  const cores = availableParallelism();
  if (cores >= coresMin) return { ...check, status: 'ok', found: String(cores) };
  return { ...check, status: 'note', found: String(cores), help: ['runs will be slow; use longer timeouts'] };
};

/** Room for jars and for the data of runs. */
const examineDisk: Examine = async () => {
  const check = { name: 'disk', enables: 'jars, class archives and the data of runs' };
  const places = [cacheFolder(), process.cwd()];
  const free = await Promise.all(places.map(freeBytes));
  const found = places.map((place, index) => `${formatBytes(free[index] ?? 0)} free for ${place}`).join(', ');
  if (Math.min(...free) >= diskBytesMin) return { ...check, status: 'ok', found };
  const help = ['make room', 'or move the jars (XDG_CACHE_HOME) and the runs (--out)'];
  return { ...check, status: 'note', found, help };
};

/** Folders that a run writes: an unwritable home, as a service's user has, ends it before it begins. */
const examineFolders: Examine = async () => {
  const check = { name: 'folders', enables: 'runs' };
  try {
    await requireWritable(process.cwd());
    await requireWritableCache();
    return { ...check, status: 'ok', found: 'runs, state, jars and nodes can be written' };
  } catch (error) {
    const help = error instanceof UserError && error.hint ? [error.hint] : [];
    return { ...check, status: 'missing', found: messageOf(error), help, blocks: 'all' };
  }
};

/** Of the nearest folder that exists: the cache may still have to be made. */
async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    if (dirname(folder) === folder) throw error;
    return freeBytes(dirname(folder));
  }
}

/** What every runtime takes of this host. */
export function examineResources(): Promise<readonly Diagnosis[]> {
  const examinations = [examineMemory, examineCores, examineDisk, examineFolders];
  return Promise.all(examinations.map((examine) => examine()));
}
