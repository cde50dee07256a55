import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requirement } from '../../testing/require.ts';
import { findJava } from '../java/java.ts';
import { classPathOf } from '../java/java-command.ts';
import { bookkeeperSoftware } from './distribution/software.ts';
import { clientClassFile } from './writer.ts';

// The compiler whose bytes are committed; another one may number its constants otherwise.
const compiler = /^javac 17\./;
const { stdout = '' } = await execa('javac', ['-version'], { reject: false });
const javac = requirement('java', 'java' in (await findJava()), 'there is no Java');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fsync-lab-client-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

javac('the ledger client', () => {
  test.skipIf(!compiler.test(stdout))(
    'is what javac 17 makes of its source, byte for byte',
    { timeout: 300_000 },
    async () => {
      const software = bookkeeperSoftware('4.17.2');
      const signal = new AbortController().signal;
      const jars = await software.resolve({ signal, onProgress: () => undefined });
      const source = join(import.meta.dirname, 'client/LedgerClient.java');
      const classPath = classPathOf(jars, software.bookkeeper.jars);
      const flags = ['--release', '11', '-g:none', '-proc:none', '-d', folder, '-cp', classPath];
      await execa('javac', [...flags, source]);
      const made = await readFile(join(folder, 'LedgerClient.class'));
      expect(made.equals(await readFile(clientClassFile))).toBe(true);
    },
  );
});
