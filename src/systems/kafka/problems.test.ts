import { expect, test } from 'vitest';
import { clusterProblems } from './problems.ts';
import { kafkaClusterSchema } from './schema.ts';

const problemsOf = (written: object) =>
  clusterProblems(kafkaClusterSchema.parse(written)).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );

test.each([
  [{ kafka: '3.4.0' }],
  [{ kafka: '3.9.1', metadata: 'kraft', controllers: 'combined' }],
  [{ kafka: '3.4.0', features: { 'eligible.leader.replicas.version': '0' } }],
  [{ kafka: '4.1.1', controllers: 3, features: { 'eligible.leader.replicas.version': '0' } }],
])('%j is fine', (written) => {
  expect(problemsOf(written)).toEqual([]);
});

test.each([
  [
    { kafka: '4.3.1', metadata: 'zookeeper' },
    /^metadata: Kafka 4.3.1 has no ZooKeeper mode, 3.9 was the last; use metadata: kraft/,
  ],
  [{ kafka: '3.4.0', controllers: 3 }, /^controllers: .*no KRaft controllers; say metadata: kraft/],
  [
    { kafka: '3.9.1', features: { 'kraft.version': '1' } },
    /^features: .*takes no features; say metadata: kraft/,
  ],
  [
    { kafka: '3.4.0', features: { 'eligible.leader.replicas.version': '1' } },
    /^features.eligible.leader.replicas.version: with ZooKeeper there are no eligible leader replicas/,
  ],
  [
    { kafka: '3.4.0', metadata: 'kraft' },
    /^metadata: here Kafka 3.4.0 runs with ZooKeeper only, .*; use metadata: zookeeper, or Kafka 3.9.1/,
  ],
  [
    { kafka: '3.9.1', metadata: 'kraft', features: { 'eligible.leader.replicas.version': '1' } },
    /^features.eligible.leader.replicas.version: Kafka 3.9.1 has no eligible leader replicas; they came with 4.0/,
  ],
  [{ kafka: '4.3.2' }, /^kafka: Kafka 4.3.2 is not pinned; .*did you mean 4.3.1/],
  [
    { kafka: '4.3.1', config: { 'controller.quorum.voters': 'x' } },
    /^config.controller.quorum.voters: .*set by fsync-lab: the tool knows the controllers/,
  ],
  [
    { kafka: '4.3.1', nodes: { zookeeper: {} } },
    /^nodes.zookeeper: no node is called 'zookeeper'; there are controller-1, broker-1/,
  ],
])('%j is told with its place', (written, problem) => {
  expect(problemsOf(written)).toEqual([expect.stringMatching(problem)]);
});
