import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Interrupted } from '../../../errors.ts';
import { archives } from '../../java/archive.ts';
import { hostMachineIn } from '../../java/testing/host-machine.ts';
import { homeSoftware } from './home.ts';
import { trainedKafka } from './training.ts';

const java = {
  path: join(import.meta.dirname, '../../java/fixtures/bin/java'),
  version: 17,
  build: '17.0.15+6 Debian',
};

let folder: string;
let home: string;
const notes: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fsync-lab-archive-'));
  home = join(folder, 'kafka');
  await mkdir(join(home, 'libs'), { recursive: true });
  for (const jar of ['kafka_2.13-3.4.0.jar', 'zookeeper-3.8.1.jar'])
    await writeFile(join(home, 'libs', jar), jar);
  notes.length = 0;
  vi.stubEnv('XDG_STATE_HOME', join(folder, 'state'));
  vi.stubEnv('FAKE_JAVA_CALLS', join(folder, 'calls'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

function makeArchives(changes: Partial<Parameters<typeof archives>[0]> = {}) {
  return archives({
    trained: trainedKafka(homeSoftware(home), 'zookeeper'),
    softwareFolder: home,
    java,
    signal: new AbortController().signal,
    onProgress: (text) => notes.push(text),
    cache: join(folder, 'cache'),
    hostMachine: () => hostMachineIn(folder),
    ...changes,
  });
}
const pids = async () => {
  const text = await readFile(join(folder, 'calls'), 'utf8').catch(() => '');
  return text.split('\n').filter(Boolean).map(Number);
};
const inCache = () => readdir(join(folder, 'cache/archives'));
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('one start of each kind of process leaves its archive, and is not repeated', async () => {
  const made = await makeArchives();
  expect(await readFile(made.broker!, 'utf8')).toBe('classes\n');
  expect(await readFile(made.zookeeper!, 'utf8')).toBe('classes\n');
  expect(await makeArchives()).toEqual(made);
  expect(await pids()).toHaveLength(2);
  expect(notes).toEqual([
    'Kafka 3.4.0 (kafka): one start to archive its classes, so that later ones are faster',
  ]);
});

test.each([
  ['Java', () => makeArchives({ java: { ...java, build: '17.0.16+1 Debian' } })],
  ['metadata', () => makeArchives({ trained: trainedKafka(homeSoftware(home), 'kraft') })],
  [
    'time of a jar',
    async () => {
      await utimes(join(home, 'libs/kafka_2.13-3.4.0.jar'), 1, 1);
      return makeArchives();
    },
  ],
])('another %s gets another archive', async (_, makeOther) => {
  const first = await makeArchives();
  expect((await makeOther()).broker).not.toBe(first.broker);
  expect(await inCache()).toHaveLength(2);
});

test.each([
  ['dies', 'zookeeper exited: Error occurred during initialization of VM'],
  ['writes-nothing', 'broker wrote no archive'],
])('a JVM that %s costs a note, and nothing is left', async (behaviour, note) => {
  vi.stubEnv('FAKE_JAVA', behaviour);
  expect(await makeArchives()).toEqual({});
  expect(notes.at(-1)).toContain(`nodes start without: ${note}`);
  expect(await inCache()).toEqual([]);
  expect((await pids()).filter(isAlive)).toEqual([]);
});

test('an interrupt ends the JVMs at once and leaves nothing', async () => {
  vi.stubEnv('FAKE_JAVA', 'hangs');
  const controller = new AbortController();
  const making = makeArchives({ signal: controller.signal }).catch((thrown: unknown) => thrown);
  await vi.waitFor(async () => expect(await pids()).toHaveLength(1), { timeout: 15_000 });
  controller.abort(new Interrupted());
  expect(await making).toBeInstanceOf(Interrupted);
  expect((await pids()).filter(isAlive)).toEqual([]);
  expect(await inCache()).toEqual([]);
});

test('two at once end with one set of archives', async () => {
  const [first, second] = await Promise.all([makeArchives(), makeArchives()]);
  expect(first).toEqual(second);
  expect(await inCache()).toHaveLength(1);
});

test('a Java that cannot archive at exit is used without', async () => {
  expect(await makeArchives({ java: { ...java, version: 11 } })).toEqual({});
  expect(await pids()).toEqual([]);
});
