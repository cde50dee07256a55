import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UserError } from '../../../errors.ts';
import { homeSoftware } from './home.ts';
import { bundlesOf, pinnedVersions } from './pinned.ts';
import { kafkaSoftware, pinnedVersionNames, versionProblem } from './software.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fsync-lab-home-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function unpacked(name: string, jars: readonly string[]): Promise<string> {
  const home = join(folder, name);
  await mkdir(join(home, 'libs'), { recursive: true });
  for (const jar of jars) await writeFile(join(home, 'libs', jar), jar);
  return home;
}

test.each(pinnedVersionNames)(
  '%s: the id names version and content, and each jar has its checksum',
  (version) => {
    const bundles = bundlesOf(pinnedVersions.find((candidate) => candidate.version === version)!);
    expect(kafkaSoftware(version).id).toMatch(new RegExp(`^kafka-${version}-[0-9a-f]{12}$`));
    const jars = [...bundles.kafka.jars, ...(bundles.zookeeper?.jars ?? [])];
    for (const { name, bytes, sha256 } of jars) {
      expect([name, sha256]).toEqual([
        expect.stringMatching(/\.jar$/),
        expect.stringMatching(/^[0-9a-f]{64}$/),
      ]);
      expect(bytes).toBeGreaterThan(0);
    }
    expect(bundles.kafka.jars.map(({ name }) => name)).toContainEqual(
      expect.stringMatching(`^kafka_2.1[23]-${version}.jar$`),
    );
  },
);

test('ZooKeeper stays on a class path of its own, and is absent from Kafka 4 on', () => {
  const { kafka, zookeeper } = kafkaSoftware('3.4.0');
  expect(zookeeper?.version).toBe('3.8.1');
  expect(zookeeper?.jars).toContain('zookeeper/zookeeper-3.8.1.jar');
  expect(zookeeper?.logging).toBe('logback');
  expect(kafka.jars.filter((jar) => jar.includes('logback'))).toEqual([]);
  expect(kafkaSoftware('4.1.1').zookeeper).toBeNull();
});

test('a version that is not pinned is refused with the ones that are, and with a way out', () => {
  expect(versionProblem('3.4.0')).toBeNull();
  expect(() => kafkaSoftware('4.1.2')).toThrow('there are 3.4.0, 3.9.1, 4.1.1, 4.3.1; did you mean 4.1.1?');
  expect(() => kafkaSoftware('4.1.2')).toThrow(
    expect.objectContaining({ hint: expect.stringContaining('--kafka-home') }),
  );
});

test('Java must be 17 for Kafka 4 only', () => {
  expect(pinnedVersionNames.map((version) => kafkaSoftware(version).javaMin)).toEqual([8, 8, 17, 17]);
});

test('an unpacked Kafka 3 is used in place, with the ZooKeeper in it', async () => {
  const jars = [
    'kafka_2.13-3.6.2.jar',
    'kafka_2.13-3.6.2-test.jar',
    'kafka-clients-3.6.2.jar',
    'zookeeper-3.8.4.jar',
  ];
  const home = await unpacked('kafka_2.13-3.6.2', [
    ...jars,
    'zookeeper-jute-3.8.4.jar',
    'slf4j-reload4j-1.7.36.jar',
  ]);
  const software = homeSoftware(home);
  expect(software).toMatchObject({ version: '3.6.2', javaMin: 8, title: 'Kafka 3.6.2 (kafka_2.13-3.6.2)' });
  expect(software.kafka.jars).toEqual([...software.kafka.jars].sort());
  expect(software.kafka.jars.map((jar) => basename(jar))).not.toContain('kafka_2.13-3.6.2-test.jar');
  expect(software.zookeeper).toEqual({ ...software.kafka, version: '3.8.4' });
  expect(software.kafka.logging).toBe('log4j');
  const resolved = await software.resolve({ signal: new AbortController().signal, onProgress: () => {} });
  expect(resolved).toBe(home);
});

test('an unpacked Kafka 4 logs with log4j2 and has no ZooKeeper', async () => {
  const home = await unpacked('kafka_2.13-4.2.0', ['kafka_2.13-4.2.0.jar', 'log4j-core-2.25.1.jar']);
  expect(homeSoftware(home)).toMatchObject({
    version: '4.2.0',
    zookeeper: null,
    kafka: { logging: 'log4j2' },
  });
});

test('another id for the same folder with other jars', async () => {
  const home = await unpacked('changing', ['kafka_2.13-4.2.0.jar']);
  const before = homeSoftware(home).id;
  await writeFile(join(home, 'libs/kafka_2.13-4.2.0.jar'), 'a patched build');
  expect(homeSoftware(home).id).not.toBe(before);
});

test('a folder that is no unpacked Kafka is refused with what it lacks', async () => {
  const other = await unpacked('other', ['something.jar']);
  expect(() => homeSoftware(other)).toThrow(UserError);
  expect(() => homeSoftware(other)).toThrow(`${other} is no unpacked Kafka: its libs/ has no kafka_2.*.jar`);
  expect(() => homeSoftware(join(folder, 'nowhere'))).toThrow('it has no libs/');
});
