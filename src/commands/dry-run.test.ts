import { expect, test } from 'vitest';
import { loadScenario, parseScenario, planScenario } from '../scenario/index.ts';
import { describePlan } from './dry-run.ts';

test('a dry run tells every step in order, the expectation and the patches, and starts nothing', () => {
  const lines = describePlan(planScenario(loadScenario('key9-loss'), { set: ['expect.lost=2'] }));
  const steps = lines.slice(lines.indexOf('steps') + 1).filter((line) => /^ +\d+ {2}/.test(line));
  expect(steps[0]).toBe('   0  kill broker-1');
  expect(steps.join('\n')).toMatch(/^ +\d+ {2}truncate last-leader by 10 B$/m);
  expect(lines).toContain('topic    topic1: partition 0 on broker-1, broker-2, broker-3');
  expect(lines.find((line) => line.startsWith('expect'))).toContain('2 lost records');
  expect(lines).toContain('patch    --set expect.lost=2');
});

test('settings of all brokers, those of one node, and settings without effect are told', () => {
  const text = `
title: settings
cluster:
  kafka: "3.4.0"
  session: 3s
  config: { min.insync.replicas: 2, unclean.leader.election.enabled: false }
  nodes: { broker-2: { config: { num.io.threads: 4 } } }
topic: { name: topic1, config: { flush.messages: 1 } }
steps: [{ kill: broker-1 }]
`;
  const lines = describePlan(planScenario(parseScenario(text, 'test.yaml'), { allowUnknown: true }));
  expect(lines).toContain('session  3.0 s');
  const line = (setting: string) => lines.find((each) => each.startsWith(`config   ${setting}`));
  expect(line('min.insync.replicas=2')).toMatch(/ test\.yaml:6$/);
  expect(line('broker-2: num.io.threads=4')).toMatch(/ test\.yaml:7$/);
  expect(line('topic1: flush.messages=1')).toMatch(/ test\.yaml:8$/);
  expect(line('log.cleaner.enable=false')).toMatch(/ fsync-lab$/);
  expect(line('log.flush.interval.messages=')).toMatch(/ Kafka's default$/);
  expect(lines.find((line) => line.startsWith('warning'))).toContain('unclean.leader.election.enable');
});
