import { createReadStream, createWriteStream } from 'node:fs';
import { lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, posix, relative } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { extract, type Header, type Pack, pack } from 'tar-stream';
import { messageOf, UserError } from '../../errors.ts';
import { readAll } from '../../lib/read-all.ts';
import { formatBytes } from '../../lib/size.ts';

/** What a run's folder may take on its way, compressed, and what it may hold: a run of the library has some 100 kB and 2 MB. */
export const packedBytesMax = 64 * 1024 ** 2;
const bytesMax = 512 * 1024 ** 2;
const entriesMax = 20_000;

/** A folder as tar.gz, its plain files only. Throws a UserError when it is too large to be sent. */
export async function packFolder(folder: string): Promise<Buffer> {
  const tar = pack();
  const [packed] = await Promise.all([
    pipeline(tar, createGzip(), (chunks: AsyncIterable<Buffer>) => readAll(chunks)),
    addAll(tar, folder),
  ]);
  if (packed.length <= packedBytesMax) return packed;
  throw new UserError(`the run's folder is too large to be sent: ${formatBytes(packed.length)} compressed`);
}

async function addAll(tar: Pack, folder: string): Promise<void> {
  try {
    for (const name of (await readdir(folder, { recursive: true })).sort()) await addFile(tar, folder, name);
    tar.finalize();
  } catch (error) {
    tar.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

async function addFile(tar: Pack, folder: string, name: string): Promise<void> {
  const path = join(folder, name);
  const found = await lstat(path);
  if (!found.isFile()) return;
  // What is still written to grows; as much as was announced is taken.
  const entry = tar.entry({ name: relative(folder, path), size: found.size, mtime: found.mtime });
  const end = Math.max(0, found.size - 1);
  await pipeline(found.size === 0 ? Readable.from([]) : createReadStream(path, { end }), entry);
}

/**
 * Unpacks what another machine sent into a folder that is not there yet. Whatever is no plain file within it, or is more
 * than a run can be, is refused as a whole: the folder appears only when all was well.
 */
export async function unpackFolder(packed: Buffer, folder: string): Promise<void> {
  const fresh = join(dirname(folder), `.unpacking-${posix.basename(folder)}`);
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  try {
    const tar = extract();
    const read = pipeline(Readable.from([packed]), createGunzip(), atMost(bytesMax), tar);
    const [written, unpacked] = await Promise.allSettled([writeEntries(tar, fresh), read]);
    for (const end of [written, unpacked]) if (end.status === 'rejected') throw end.reason;
    await rename(fresh, folder);
  } catch (error) {
    throw new UserError(`what a worker sent is no run's folder: ${messageOf(error)}`, {
      cause: error,
    });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** A few bytes of gzip can stand for any number of others. */
function atMost(max: number) {
  let bytes = 0;
  return async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > max) throw new Error('it holds more than a run can');
      yield chunk;
    }
  };
}

async function writeEntries(tar: ReturnType<typeof extract>, folder: string): Promise<void> {
  let entries = 0;
  for await (const entry of tar) {
    const { header } = entry;
    requirePlain(header);
    entries += 1;
    if (entries > entriesMax) throw new Error('it holds more than a run can');
    const file = join(folder, header.name);
    await mkdir(dirname(file), { recursive: true });
    await pipeline(entry, createWriteStream(file, { flags: 'wx' }));
  }
}

/** A link could lead the next entry out of the folder, so there are none. */
function requirePlain({ name, type }: Header): void {
  const parts: readonly string[] = name.split('/');
  const isWithin = !/[\\\p{Cc}]/u.test(name) && !parts.some((part) => ['', '.', '..'].includes(part));
  if (type !== 'file' || !isWithin) throw new Error(`an entry ${JSON.stringify(name)} of type ${type}`);
}
