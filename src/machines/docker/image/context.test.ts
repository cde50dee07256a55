import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { afterAll, expect, test } from 'vitest';
import { readAll } from '../../../lib/read-all.ts';
import { type BuildContext, packContext } from './context.ts';

const root = await mkdtemp(join(tmpdir(), 'fsync-lab-context-'));
afterAll(() => rm(root, { recursive: true, force: true }));

async function entriesOf(context: BuildContext): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const tar = packContext(context).pipe(extract());
  for await (const entry of tar) found[entry.header.name] = String(await buffer(entry));
  return found;
}

test('a Dockerfile alone is a context', async () => {
  expect(await entriesOf({ dockerfile: 'FROM x\n' })).toEqual({ Dockerfile: 'FROM x\n' });
});

test('jars of every sub-folder go along, archives of this host do not', async () => {
  await mkdir(join(root, 'kafka'));
  await writeFile(join(root, 'kafka/a.jar'), 'A'.repeat(100_000));
  await writeFile(join(root, 'kafka.jsa'), 'bound to this JDK');
  const entries = await entriesOf({ dockerfile: 'FROM x\n', softwareFolder: root });
  expect(Object.keys(entries)).toEqual(['Dockerfile', 'software/kafka/a.jar']);
  expect(entries['software/kafka/a.jar']).toHaveLength(100_000);
});

test('a folder that is not there fails the stream instead of sending half a context', async () => {
  await expect(readAll(packContext({ dockerfile: '', softwareFolder: join(root, 'none') }))).rejects.toThrow(
    /ENOENT/,
  );
});
