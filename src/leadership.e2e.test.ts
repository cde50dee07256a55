import { expect, test } from 'vitest';
import { withJava } from './testing/java.ts';
import { testLab } from './testing/lab.ts';

const lab = testLab();

const scenario = `
title: A partition moves to other brokers, and back to its preferred leader
cluster: { kafka: "3.9.1", metadata: kraft, brokers: 3 }
topic: { name: a, replicas: 2 }
steps:
  - produce: { records: 5 }
  - reassign: [broker-3, broker-1]
  - elect: preferred
  - produce: { records: 5 }
  - elect: preferred
`;

withJava('leadership that moves as planned', () => {
  test('a partition is read where it was moved to, and an election that is not needed proves nothing', async () => {
    const { judged } = await lab.runText(scenario);
    expect(judged.reasons).toEqual([
      expect.stringMatching(/^elect the preferred leader: the cluster refuses it: .+/),
    ]);
    const results = judged.events.steps.flatMap(({ name, result }) => (result ? [[name, result]] : []));
    expect(results).toContainEqual(['reassign', 'broker-1, broker-2 → broker-3, broker-1; leader broker-1']);
    expect(results).toContainEqual([
      'elect',
      expect.stringMatching(/^broker-1 → leader broker-3, leader epoch/),
    ]);
    const logs = judged.events.logs.filter(({ final }) => final);
    expect(logs.map(({ node, records }) => [node, records])).toEqual([
      ['broker-3', 10],
      ['broker-1', 10],
    ]);
  });
});
