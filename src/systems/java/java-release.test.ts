import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findJava } from './java.ts';
import { readRelease } from './java-release.ts';

// The start of OpenJDK 17's file as Debian ships it.
const release = `IMPLEMENTOR="Debian"
JAVA_RUNTIME_VERSION="17.0.15+6-Debian-1deb12u1"
JAVA_VERSION="17.0.15"
JAVA_VERSION_DATE="2025-04-15"
LIBC="gnu"
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fsync-lab-release-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A Java that would not start, so that an answer can only be the release file's. */
async function jdk(name: string, text: string | null): Promise<string> {
  const java = join(folder, name, 'bin/java');
  await mkdir(join(folder, name, 'bin'), { recursive: true });
  await writeFile(java, '#!/bin/sh\nexit 1\n');
  await chmod(java, 0o755);
  if (text !== null) await writeFile(join(folder, name, 'release'), text);
  return java;
}

test('version and build come from the release file, and no JVM is started for them', async () => {
  await jdk('seventeen', release);
  expect(await findJava({ JAVA_HOME: join(folder, 'seventeen') })).toEqual({
    java: {
      path: join(folder, 'seventeen/bin/java'),
      version: 17,
      build: '17.0.15+6-Debian-1deb12u1 Debian',
    },
  });
});

test('a link on the PATH leads to the JDK, as /usr/bin/java does', async () => {
  const link = join(folder, 'java');
  await symlink(await jdk('linked', release), link);
  expect(await readRelease(link)).toMatchObject({ path: link, version: 17 });
});

test.each([
  ['there is none', 'none', null],
  [
    'it does not name the build, as that of JDK 8',
    'eight',
    'JAVA_VERSION="1.8.0_392"\nIMPLEMENTOR="Debian"\n',
  ],
])('the file is no answer when %s', async (_, name, text) => {
  expect(await readRelease(await jdk(name, text))).toBeUndefined();
});
