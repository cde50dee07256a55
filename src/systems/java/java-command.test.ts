import { expect, test } from 'vitest';
import { classPathOf, javaCommand, nodeHeap } from './java-command.ts';

const command = {
  java: 'java',
  classPath: '/s/a.jar:/s/b.jar',
  mainClass: 'kafka.Kafka',
  args: ['server.properties'],
  heap: nodeHeap,
};

test('the class path is sorted, whatever order the jars come in', () => {
  expect(classPathOf('/s', ['kafka/b.jar', 'kafka/a.jar'])).toBe('/s/kafka/a.jar:/s/kafka/b.jar');
});

test('a node is launched without leaving JVM files behind when it is killed', () => {
  expect(javaCommand(command)).toMatchInlineSnapshot(`
    [
      "java",
      "-Xms64m",
      "-Xmx256m",
      "-XX:+UseSerialGC",
      "-XX:TieredStopAtLevel=1",
      "-XX:-UsePerfData",
      "-Djava.awt.headless=true",
      "-cp",
      "/s/a.jar:/s/b.jar",
      "kafka.Kafka",
      "server.properties",
    ]
  `);
});

test('an archive is used when it fits and passed over when it does not', () => {
  const argv = javaCommand({ ...command, archive: { use: '/c/broker.jsa' } });
  expect(argv).toContain('-XX:SharedArchiveFile=/c/broker.jsa');
  expect(argv).toContain('-Xshare:auto');
});

test('a training run writes an archive and uses none', () => {
  const argv = javaCommand({ ...command, archive: { write: '/c/broker.jsa' } });
  expect(argv).toContain('-XX:ArchiveClassesAtExit=/c/broker.jsa');
  expect(argv.join(' ')).not.toContain('SharedArchiveFile');
});

test('native libraries are unpacked where they are removed with the node', () => {
  expect(javaCommand({ ...command, tempFolder: '/run/broker-1' })).toContain(
    '-Djava.io.tmpdir=/run/broker-1',
  );
});

test.each([
  ['log4j', '-Dlog4j.configuration=file:///c/50%25%20%C3%BC/f'],
  ['log4j2', '-Dlog4j2.configurationFile=file:///c/50%25%20%C3%BC/f'],
  ['logback', '-Dlogback.configurationFile=file:///c/50%25%20%C3%BC/f'],
] as const)('%s is told its file in its own way, whatever the path', (kind, flag) => {
  expect(javaCommand({ ...command, logging: { kind, file: '/c/50% ü/f' } })).toContain(flag);
});
