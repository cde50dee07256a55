import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runDoctor } from './doctor.ts';

let folder: string;
let bin: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fsync-lab-doctor-'));
  bin = join(folder, 'bin');
  await mkdir(bin);
  // The runtimes look around with programs of the system; neither Java nor Maven is among these.
  vi.stubEnv('PATH', `${bin}:/sbin:/usr/sbin`);
  vi.stubEnv('JAVA_HOME', undefined);
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
  vi.stubEnv('DOCKER_HOST', `unix://${folder}/no.sock`);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

async function program(name: string, output: string, exitCode = 0): Promise<void> {
  await writeFile(join(bin, name), `#!/bin/sh\n/bin/cat <<'END'\n${output}\nEND\nexit ${exitCode}\n`);
  await chmod(join(bin, name), 0o755);
}
const java17 = () => program('java', '    java.specification.version = 17\n    java.vm.version = 17.0.15+6');
const maven = () => program('mvn', '\u001b[1mApache Maven 3.8.7\u001b[m\nMaven home: /usr/share/maven');

async function doctor(json = false): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const code = await runDoctor({ json }, (line) => lines.push(line));
  return { code, lines };
}
const flat = (lines: readonly string[]) => lines.join(' ').replace(/\s+/g, ' ');
const lineOf = (lines: readonly string[], name: string) =>
  lines.find((line) => line.slice(9).startsWith(`${name} `));

test('on a bare machine each missing thing tells what it is for and the command that installs it', async () => {
  const { code, lines } = await doctor();
  expect(code).toBe(2);
  const text = lines.join('\n');
  for (const name of ['Java', 'Maven', 'Docker']) expect(lineOf(lines, name)).toMatch(/^missing/);
  expect(text).toContain('do:  sudo apt-get install maven\n');
  expect(text).toContain("for: bringing Kafka's jars, once per version\n");
  expect(flat(lines)).toMatch(
    /NOT READY no runtime can run key9-loss: .*no `java` on the PATH.*no `mvn` on the PATH/,
  );
});

test.runIf(process.platform === 'linux')('Java and Maven are enough for local processes', async () => {
  await java17();
  await maven();
  const { code, lines } = await doctor();
  expect(lineOf(lines, 'Maven')).toBe(`ok       Maven         Maven 3.8.7, ${join(bin, 'mvn')}`);
  expect(lines.at(-1)).toContain('READY  try: fsync-lab run key9-loss');
  expect(code).toBe(0);
});

test('without Maven and without jars in the cache a Java is not enough', async () => {
  await java17();
  const { code, lines } = await doctor();
  expect(code).toBe(2);
  expect(flat(lines)).toContain('local: there is no `mvn` on the PATH');
});

test('a Maven that finds no Java is missing, in its own words', async () => {
  await program('mvn', 'The JAVA_HOME environment variable is not defined correctly', 1);
  const { lines } = await doctor();
  expect(lineOf(lines, 'Maven')).toMatch(/^missing/);
  expect(flat(lines)).toContain('does not run: The JAVA_HOME environment variable is not defined correctly');
});

test('an old Java is a note: Kafka 3 runs on it', async () => {
  await program('java', '    java.specification.version = 11\n    java.vm.version = 11.0.22+7');
  const { lines } = await doctor();
  expect(lineOf(lines, 'Java')).toMatch(/^note .*Java 11/);
  expect(flat(lines)).toContain('Kafka 4 needs Java 17');
});

test('the disk tools are looked for where sudo finds them, too', async () => {
  for (const name of ['mkfs.ext4', 'mkfs.xfs', 'xfs_io']) await symlink('/bin/true', join(bin, name));
  const { lines } = await doctor();
  expect(lineOf(lines, 'disk tools')).toMatch(/^ok /);
});

test.runIf(process.platform === 'linux')(
  'the library whose fsync does nothing is here, or the command that installs it is told',
  async () => {
    const isHere = execFileSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' }).includes('libeatmydata.so');
    const { lines } = await doctor();
    expect(lineOf(lines, 'lying fsync')).toMatch(
      isHere ? /^ok .*libeatmydata is at/ : /^missing .*is missing/,
    );
    expect(flat(lines).includes('do: sudo apt-get install libeatmydata1')).toBe(!isHere);
  },
);

test('without a daemon neither image nor disk is looked for', async () => {
  const { lines } = await doctor();
  expect(lineOf(lines, 'Docker image')).toMatch(/^note .*no daemon answers at/);
  expect(lineOf(lines, 'Docker disks')).toMatch(/^note .*not tried: no daemon answers at/);
});

test('lines fit 80 columns where no single word is longer', async () => {
  const { lines } = await doctor();
  const tooLong = lines.filter((line) => line.length > 80 && !line.includes(folder));
  expect(tooLong).toEqual([]);
});

test('--json is one line with every check and the answer', async () => {
  const { code, lines } = await doctor(true);
  expect(lines).toHaveLength(1);
  const answer = JSON.parse(lines[0]!);
  expect(answer).toMatchObject({
    ready: false,
    runtimes: expect.arrayContaining([expect.objectContaining({ runtime: 'local', ready: false })]),
  });
  expect(answer.checks).toContainEqual({
    name: 'Maven',
    status: 'missing',
    found: 'there is no `mvn` on the PATH',
    enables: expect.any(String),
    help: ['sudo apt-get install maven', 'brew install maven  (macOS)'],
  });
  expect(code).toBe(2);
});

test('a home that cannot be written is not ready, and the variable that names another one is told', async () => {
  await writeFile(join(folder, 'file'), '');
  vi.stubEnv('XDG_STATE_HOME', join(folder, 'file'));
  await java17();
  await maven();
  const { code, lines } = await doctor();
  expect(code).toBe(2);
  expect(lineOf(lines, 'folders')).toMatch(/^missing/);
  expect(flat(lines)).toContain('XDG_STATE_HOME=DIR');
});
