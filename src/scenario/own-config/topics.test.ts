import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parseScenario, planScenario, ScenarioProblems } from '../index.ts';

const folder = mkdtempSync(join(tmpdir(), 'fsync-lab-topic-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, 'topic.txt');
const text = `title: A
cluster: { kafka: "3.9.1" }
topics: [{ name: t1, config: { flush.messages: 9 } }, { name: t2 }]
steps: [{ kill: broker-1 }]
`;

const plan = (topicConfig: readonly string[], more: object = {}) =>
  planScenario(parseScenario(text, 'a.yaml'), { topicConfig, ...more });

function problems(topicConfig: readonly string[]): string {
  try {
    plan(topicConfig);
    return '';
  } catch (error) {
    if (!(error instanceof ScenarioProblems)) throw error;
    return error.problems.map(({ place, message }) => `${place.text} ${message}`).join('\n');
  }
}

test('what is given holds for every topic, the last one wins, and --set wins over all', () => {
  writeFileSync(file, 'flush.messages=1\nmin.insync.replicas=2\n');
  const planned = plan([file, 'flush.messages=5'], { set: ['topics.1.config.min.insync.replicas=1'] });
  expect(planned.topics.map(({ config }) => config)).toEqual([
    { 'flush.messages': '5', 'min.insync.replicas': '2' },
    { 'flush.messages': '5', 'min.insync.replicas': '1' },
  ]);
  expect(planned.patches).toContain(`--topic-config ${file}`);
  expect(planned.settings).toContainEqual({
    of: 't1',
    key: 'min.insync.replicas',
    value: '2',
    origin: `${file}:2`,
  });
  expect(planned.warnings.join()).toContain('kept flush.messages, min.insync.replicas');
});

test("a user's own settings are not told as the scenario's", () => {
  writeFileSync(file, 'flush.messages=1\n');
  const brokers = join(folder, 'server.properties');
  writeFileSync(brokers, 'broker.id=1\n');
  expect(plan([file], { config: [brokers] }).warnings.join()).not.toContain('settings of the scenario');
});

test('a slip and a wrong value are told where they stand', () => {
  writeFileSync(file, 'flush.messages=1\nmin.insync.replica=2\n');
  expect(problems([file])).toMatch(/topic\.txt:2 .*knows no topic key 'min\.insync\.replica'; did you mean/);
  expect(problems(['flush.messages=many'])).toMatch(
    /^--topic-config flush\.messages .*whole number, got `many`/,
  );
});

test('what is neither a file nor KEY=VALUE is told with what would do', () => {
  expect(() => plan([join(folder, 'gone.txt')])).toThrow(/--topic-config .*gone\.txt: ENOENT/);
});
