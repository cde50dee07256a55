import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { execOnHost } from '../../machines/local/exec.ts';
import { requirement } from '../../testing/require.ts';
import { findJava } from '../java/java.ts';
import { propertiesText } from '../java/properties-text.ts';
import { nodeProperties, ownedKeyNames, ownedReason } from './config.ts';
import { kafkaClusterSchema } from './schema.ts';

const root = mkdtempSync(join(tmpdir(), 'fsync-lab-test-'));
afterAll(() => rm(root, { recursive: true, force: true }));

const search = await findJava();
const withJava = requirement('java', 'java' in search, 'problem' in search ? search.problem : '');

/** Texts that a properties file could take for something else. */
const awkward: Readonly<Record<string, string>> = {
  plain: 'value',
  'min.insync.replicas': '2',
  empty: '',
  'a key with spaces': 'a value with spaces',
  '#comment': '# no comment',
  '!bang': '!bang',
  'colon:equals=': 'a=b:c',
  ' leading': '  leading spaces',
  trailing: 'trailing  ',
  tab: '\tleading and \t inner',
  feed: '\fleading and \f inner',
  lines: 'first\nsecond\r\nthird',
  'key\nlines': 'x',
  backslash: 'C:\\temp\\new\\u0041',
  'ends with': 'one backslash\\',
  umlaut: 'Größe',
  schlüssel: '日本',
  astral: '😀',
  nul: 'a\u0000b\u007f',
};

withJava('a properties file', () => {
  test('is read by java.util.Properties as it was meant, key by key', async () => {
    const file = join(root, 'server.properties');
    writeFileSync(file, propertiesText(awkward));
    const program = join(import.meta.dirname, 'fixtures/ReadProperties.java');
    const java = 'java' in search ? search.java.path : 'java';
    const { stdout, stderr } = await execOnHost([java, program, file]);
    expect(stderr).toBe('');
    const text = (units: string | undefined) =>
      units ? String.fromCharCode(...units.split(',').map(Number)) : '';
    const read = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('=').map(text));
    expect(Object.fromEntries(read)).toEqual(awkward);
  });
});

test('a properties file is ASCII: Kafka reads it as Latin-1, whatever the locale', () => {
  expect(propertiesText(awkward)).toMatch(/^[\x20-\x7e\t\f\n]*$/);
  expect(propertiesText({ 'log.dirs': '/home/josé/data' })).toBe('log.dirs=/home/jos\\u00e9/data\n');
});

const cluster = (written: object) => kafkaClusterSchema.parse({ kafka: '3.4.0', ...written }) as never;
const owned = { 'broker.id': '1', 'zookeeper.connect': '127.0.0.1:2181' };

test("the scenario's entries win over the defaults, a node's over the scenario's, the tool's over all", () => {
  const written = {
    config: { 'min.insync.replicas': 1, 'zookeeper.session.timeout.ms': 18_000, 'broker.id': 7 },
    nodes: { 'broker-1': { config: { 'min.insync.replicas': 3 } } },
  };
  expect(nodeProperties(cluster(written), 'broker-1', owned)).toMatchObject({
    'min.insync.replicas': '3',
    'zookeeper.session.timeout.ms': '18000',
    'broker.id': '1',
    'unclean.leader.election.enable': 'false',
  });
  expect(nodeProperties(cluster(written), 'broker-2', owned)).toMatchObject({ 'min.insync.replicas': '1' });
});

test('no factor is above the number of brokers', () => {
  const properties = nodeProperties(cluster({ brokers: 1 }), 'broker-1', owned);
  expect(properties).toMatchObject({
    'default.replication.factor': '1',
    'offsets.topic.replication.factor': '1',
  });
});

test('session time-outs are those of where the metadata live', () => {
  expect(nodeProperties(cluster({}), 'broker-1', owned)).not.toHaveProperty(['broker.session.timeout.ms']);
  const kraft = nodeProperties(cluster({}), 'broker-1', { 'node.id': '1' });
  expect(kraft).toMatchObject({ 'broker.session.timeout.ms': '1500' });
  expect(kraft).not.toHaveProperty(['zookeeper.session.timeout.ms']);
});

test('a session is written once, and is that of where the metadata live', () => {
  const session = { session: '3s' };
  expect(nodeProperties(cluster(session), 'broker-1', owned)).toMatchObject({
    'zookeeper.session.timeout.ms': '3000',
  });
  expect(nodeProperties(cluster(session), 'broker-1', { 'node.id': '1' })).toMatchObject({
    'broker.session.timeout.ms': '3000',
    'broker.heartbeat.interval.ms': '300',
  });
});

test.each(['999ms', '61s', 'soon', 5])('a session of %s is refused', (session) => {
  const { error } = kafkaClusterSchema.safeParse({ kafka: '3.4.0', session });
  expect(error?.issues[0]).toMatchObject({
    path: ['session'],
    message: expect.stringMatching(/^expected a /),
  });
});

test('every key of the tool has its reason, and no other key', () => {
  expect(ownedKeyNames).toContain('log.dirs');
  for (const key of ownedKeyNames) expect(ownedReason(key)).toMatch(/\w/);
  for (const key of ['min.insync.replicas', 'constructor']) expect(ownedReason(key)).toBeUndefined();
});
