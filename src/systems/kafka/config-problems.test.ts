import { expect, test } from 'vitest';
import { configProblems, topicConfigProblems } from './config-problems.ts';
import { type KafkaCluster, kafkaClusterSchema } from './schema.ts';

function cluster(written: object): KafkaCluster {
  return kafkaClusterSchema.parse({ kafka: '3.9.1', ...written });
}

function told(written: object): readonly string[] {
  return configProblems(cluster(written)).map(({ path, message }) => `${path.join('/')}: ${message}`);
}

test('a line break in a key or value is refused at its place, on every node and in a feature', () => {
  const hostile = { 'a.b': '1\nlog.dirs=/tmp' };
  expect(
    told({
      config: hostile,
      features: { 'f\n': '1' },
      nodes: { 'broker-2': { config: { 'c\nlog.dirs': '1' } } },
    }),
  ).toEqual([
    "features/f\n: a key holds a line break or NUL: 'f\\n'",
    "config/a.b: 'a.b' holds a line break or NUL",
    "nodes/broker-2/config/c\nlog.dirs: a key holds a line break or NUL: 'c\\nlog.dirs'",
  ]);
  expect(topicConfigProblems(cluster({}), hostile)).toHaveLength(1);
});

test('a key that this Kafka does not know is an error, unless it is let through', () => {
  const config = { 'min.isr': '2' };
  expect(told({ config })).toEqual([
    expect.stringMatching(/^config\/min\.isr: Kafka 3\.9\.1 knows no broker key/),
  ]);
  expect(told({ config, allowUnknown: true })).toEqual([]);
  expect(topicConfigProblems(cluster({}), { 'flush.mesages': '1' })[0]?.message).toContain(
    "'flush.messages'?",
  );
});

test('a value of the wrong type is an error by the list of that version', () => {
  expect(told({ config: { 'min.insync.replicas': 'two' } })).toEqual([
    "config/min.insync.replicas: 'min.insync.replicas': expected a whole number, got `two`",
  ]);
  expect(topicConfigProblems(cluster({}), { 'flush.messages': '-5' })).toMatchObject([
    { path: ['flush.messages'], message: expect.stringContaining('a whole number from 1 on') },
  ]);
});

test("of a distribution's folder the keys are not known, so nothing is claimed about them", () => {
  const home = kafkaClusterSchema.parse({ home: '/opt/kafka', config: { 'no.such.key': 'x' } });
  expect(configProblems(home)).toEqual([]);
});

test('a secret is refused without a word of its value', () => {
  const found = told({ config: { 'ssl.keystore.password': 'Secret-K', 'rsm.config.secret': 'Secret-R' } });
  expect(found).toHaveLength(2);
  expect(found.join()).not.toContain('Secret-');
});
