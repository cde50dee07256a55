import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Pack, pack } from 'tar-stream';

/** What the engine gets to build from: a Dockerfile, and for software its folder of jars. */
export interface BuildContext {
  readonly dockerfile: string;
  /** A folder of this host that appears as `software/`. */
  readonly softwareFolder?: string;
}

/** The context as a tar stream, packed while it is sent: the jars of a Kafka are 50 MB. */
export function packContext({ dockerfile, softwareFolder }: BuildContext): Readable {
  const tar = pack();
  tar.entry({ name: 'Dockerfile' }, dockerfile);
  const packing =
    softwareFolder === undefined ? Promise.resolve() : packFolder(tar, softwareFolder, 'software');
  packing.then(
    () => tar.finalize(),
    (error: unknown) => tar.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return Readable.from(tar);
}

async function packFolder(tar: Pack, folder: string, prefix: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const name = `${prefix}/${entry.name}`;
    if (entry.isDirectory()) await packFolder(tar, path, name);
    // This host's class-data archives fit its own JDK only.
    else if (!name.endsWith('.jsa')) await packFile(tar, path, name);
  }
}

async function packFile(tar: Pack, path: string, name: string): Promise<void> {
  const { size, mtime, mode } = await stat(path);
  const isProgram = (mode & 0o100) !== 0;
  await pipeline(createReadStream(path), tar.entry({ name, size, mtime, mode: isProgram ? 0o755 : 0o644 }));
}
