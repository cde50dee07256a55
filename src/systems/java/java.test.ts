import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findJava, parseJava, requireJava } from './java.ts';

// What OpenJDK 11 and 8 print, shortened to the lines that matter.
const java11 = `Property settings:
    java.specification.version = 11
    java.vm.vendor = Eclipse Adoptium
    java.vm.version = 11.0.22+7
    java.vm.specification.version = 11

openjdk version "11.0.22" 2024-01-16
`;
const java8 = `Property settings:
    java.specification.version = 1.8
    java.vm.version = 25.392-b08
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fsync-lab-java-'));
  await mkdir(join(folder, 'empty'));
  await program('eleven', `cat <<'END'\n${java11}END\n`);
  await program('stub', 'echo "Unable to locate a Java Runtime."; exit 1');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function program(name: string, script: string): Promise<void> {
  await mkdir(join(folder, name, 'bin'), { recursive: true });
  await writeFile(join(folder, name, 'bin/java'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

const kafka3 = { title: 'Kafka 3.4.0', javaMin: 8 };
const kafka4 = { title: 'Kafka 4.1.1', javaMin: 17 };
const pathWith = (name: string) => ({ PATH: `${join(folder, name, 'bin')}:/bin:/usr/bin` });

test('a Java is found on the PATH, with the build that class-data archives are bound to', async () => {
  expect(await requireJava(kafka3, pathWith('eleven'))).toEqual({
    path: join(folder, 'eleven/bin/java'),
    version: 11,
    build: '11.0.22+7 Eclipse Adoptium',
  });
});

test('JAVA_HOME goes before the PATH', async () => {
  const found = await findJava({ ...pathWith('stub'), JAVA_HOME: join(folder, 'eleven') });
  expect(found).toMatchObject({ java: { version: 11 } });
});

test('a Java that is too old is named, with what is needed', async () => {
  await expect(requireJava(kafka4, pathWith('eleven'))).rejects.toThrow(
    `Kafka 4.1.1 needs Java 17 or newer; ${join(folder, 'eleven/bin/java')} is Java 11`,
  );
});

test.each([
  ['nothing on the PATH', () => ({ PATH: join(folder, 'empty') }), 'no `java` on the PATH'],
  ['a JAVA_HOME without Java', () => ({ JAVA_HOME: join(folder, 'empty') }), 'there is no bin/java in it'],
  [
    'a stub that only says that there is none',
    () => pathWith('stub'),
    'does not tell a version (it exited with 1)',
  ],
])('%s is a clear error with the command that installs Java', async (_, env, message) => {
  await expect(requireJava(kafka3, env())).rejects.toMatchObject({
    message: expect.stringContaining(message),
    hint: expect.stringContaining('apt-get install openjdk-17-jre-headless'),
  });
});

const realJava = await findJava();

test.runIf('java' in realJava)(
  'options under which Java does not start are told, and not that all is well',
  async () => {
    const env = {
      PATH: process.env.PATH,
      JAVA_HOME: process.env.JAVA_HOME,
      JAVA_TOOL_OPTIONS: '-XX:+Nonsense',
    };
    await expect(requireJava(kafka3, env)).rejects.toMatchObject({
      message: expect.stringMatching(
        /java does not start with JAVA_TOOL_OPTIONS=-XX:\+Nonsense: Unrecognized VM option 'Nonsense'/,
      ),
      hint: 'unset JAVA_TOOL_OPTIONS, or mend it',
    });
  },
);

test('Java 8 still calls itself 1.8', () => {
  expect(parseJava('/java', java8)?.version).toBe(8);
});
