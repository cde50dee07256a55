import { expect, test } from 'vitest';
import { knownBrokerKeys } from './distribution/config-keys/index.ts';
import { textProblem, valueProblem } from './setting-value.ts';

function problem(key: string, value: string, version = '3.9.1'): string | null {
  const defined = knownBrokerKeys(version)?.get(key);
  if (!defined) throw new TypeError(`${version} has no ${key}`);
  return valueProblem(key, defined, value);
}

test.each([
  ['min.insync.replicas', ' 2 '],
  ['min.insync.replicas', '+2'],
  ['log.flush.interval.messages', '9223372036854775807'],
  ['compression.gzip.level', '-1'],
  ['unclean.leader.election.enable', 'TRUE'],
  ['log.cleaner.min.cleanable.ratio', '.5'],
  ['log.cleaner.io.max.bytes.per.second', '1.7976931348623157E308'],
  ['log.cleanup.policy', 'compact, delete'],
  ['compression.type', 'lz4'],
  ['group.consumer.migration.policy', 'Upgrade'],
  ['inter.broker.protocol.version', '3.9'],
  ['inter.broker.protocol.version', '0.10.2.1'],
  ['log.message.format.version', '2.8-IV1'],
  ['broker.rack', 'anything goes'],
])('%s takes `%s`, as Kafka does', (key, value) => {
  expect(problem(key, value)).toBeNull();
});

test.each([
  ['min.insync.replicas', '0', 'a whole number from 1 on'],
  ['min.insync.replicas', '', 'a whole number'],
  ['min.insync.replicas', '2147483648', 'a number from -2147483648 to 2147483647'],
  ['min.insync.replicas', '"2"', 'a whole number, got `"2"`; a properties file has no quotes'],
  ['log.retention.hours', "'168'", 'a properties file has no quotes'],
  ['unclean.leader.election.enable', 'yes', 'true or false'],
  ['log.cleaner.min.cleanable.ratio', '2', 'a number from 0 to 1'],
  ['log.cleaner.min.cleanable.ratio', 'half', 'a number from 0 to 1'],
  ['log.cleanup.policy', 'compact,drop', 'a list of compact, delete'],
  ['compression.type', 'LZ4', 'uncompressed or zstd'],
  ['inter.broker.protocol.version', '9.9', '-IV1 at most'],
])('%s refuses `%s`, before anything starts', (key, value, words) => {
  expect(problem(key, value)).toContain(words);
});

const braced = ['$', '{MIN_ISR}'].join('');

test.each(['{{ partitions_default }}', braced, '<%= isr %>', '%(isr)s', '@MIN_ISR@'])(
  'the placeholder %s is told as one',
  (value) => {
    expect(problem('min.insync.replicas', value)).toBe(
      `'min.insync.replicas': \`${value}\` is a placeholder that nobody filled in`,
    );
    expect(problem('broker.rack', `rack-${value}`)).toContain('nobody filled in');
  },
);

test.each(['1\nlog.dirs=/tmp', '1\rlog.dirs=/tmp', 'a\0b'])('%j would end its line: refused', (value) => {
  expect(textProblem('a.b', value)).toBe("'a.b' holds a line break or NUL");
  expect(textProblem(value, '1')).toMatch(/^a key holds a line break or NUL: '/);
});

test('an escape that would act on a terminal is refused and printed harmless', () => {
  expect(textProblem('a\u001b[31mb', '1')).toBe("a key holds a control character: 'a\\x1b[31mb'");
  expect(textProblem('broker.rack', 'x\u001b[2J')).toBe("'broker.rack' holds a control character");
  expect(textProblem('broker.rack', 'a\tb, ü')).toBeNull();
});
