import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadScenario, planScenario, validateScenario } from '../scenario/index.ts';

// What outsiders brought along: their own configurations and scenarios, and the right answer to each.
const folder = join(import.meta.dirname, 'cases');
const at = (name: string) => join(folder, name);

function planWith(file: string, kafka = '3.9.1') {
  const { leftOut = [], cluster } = planScenario(loadScenario('kill-all'), { config: [at(file)], kafka });
  return { kept: cluster.config, leftOut: [...new Set(leftOut.map(({ group }) => group))] };
}

const left = {
  'authorizer.properties': 'security',
  'config-providers.properties': 'config providers (their files are not here)',
  'connlimit.properties': 'connection limits (all nodes share an address here)',
  'early.properties': 'listeners',
  'migration.properties': 'the migration from ZooKeeper',
  'policy.properties': 'classes that are not here',
  'secrets.properties': 'security',
  'security-inter-broker.properties': 'security',
  'tiered.properties': 'remote storage',
};
const kept = {
  'bom.properties': { 'min.insync.replicas': '2' },
  'compression-lz4.properties': { 'compression.type': 'lz4', 'min.insync.replicas': '2' },
  'describe.properties': { 'min.insync.replicas': '1' },
  'dumped-log.properties': { 'min.insync.replicas': '1', 'unclean.leader.election.enable': 'false' },
  'prealloc.properties': { 'log.preallocate': 'true' },
  'silent.properties': { 'log.retention.hours': '168' },
};
const refused = {
  'ansi.properties': 'a key holds a control character',
  'empty.properties': 'no setting of a broker is in it',
  'placeholder.properties': 'is a placeholder that nobody filled in',
  'quoted.properties': 'a properties file has no quotes',
};
const ofOldKafka = { 'old-format.properties': '3.4.0' };

describe("a user's configuration", () => {
  test.each(Object.entries(left))('%s: what has no bearing here is left out, as %s', (file, group) => {
    expect(planWith(file).leftOut).toContain(group);
  });

  test.each(Object.entries(kept))('%s is read as what it is', (file, settings) => {
    expect(planWith(file).kept).toMatchObject(settings);
  });

  test.each(Object.entries(refused))('%s is refused at its line', (file, message) => {
    expect(() => planWith(file)).toThrow(message);
  });

  test.each(Object.entries(ofOldKafka))('%s is one of Kafka %s', (file, kafka) => {
    expect(planWith(file, kafka).kept).toMatchObject({ 'log.message.format.version': '0.10.2' });
  });

  test('no secret of a file is in a plan', () => {
    const plan = planScenario(loadScenario('kill-all'), {
      config: [at('secrets.properties')],
      kafka: '3.9.1',
    });
    expect(JSON.stringify(plan)).not.toMatch(/Secret-/);
  });
});

describe("a user's scenario", () => {
  test.each([
    ['number-in-quotes.yaml', 'a text in quotes: leave them out'],
    ['utf16.yaml', 'it is UTF-16, not UTF-8'],
  ])('%s is refused in words that help', (file, message) => {
    expect(() => validateScenario(loadScenario(at(file)))).toThrow(message);
  });

  test.each([
    'compact.yaml',
    'isr1.yaml',
    'merge-key.yaml',
    'retention.yaml',
    'truncate-a-checkpoint.yaml',
    'truncate-past-the-active-segment.yaml',
  ])('%s is good', (file) => {
    expect(validateScenario(loadScenario(at(file)))).toHaveLength(1);
  });
});

test('each case has its answer', () => {
  const told = [left, kept, refused, ofOldKafka].flatMap(Object.keys).sort();
  const there = readdirSync(folder).filter((file) => file.endsWith('.properties'));
  expect(there.sort()).toEqual(told);
});
