import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fittingCluster } from './fitting-cluster.ts';

const of = (...texts: string[]) =>
  fittingCluster(
    texts.map((text) => Buffer.from(text)),
    [],
  );

test.each([
  ['zookeeper.connect=zk:2181\n', 'zookeeper', '3.9.1'],
  ['\uFEFFprocess.roles=broker\r\nnode.id=1\r\n', 'kraft', '4.3.1'],
  ['KAFKA_PROCESS_ROLES=broker\nKAFKA_MIN_INSYNC_REPLICAS=2\n', 'kraft', '4.3.1'],
  ['zookeeper.connect=zk\ncontroller.quorum.voters=1@c:9093\n', 'zookeeper', '3.9.1'],
  ['process.roles=controller\nzookeeper.connect=zk\n', 'kraft', '4.3.1'],
  ['process.roles=\nzookeeper.connect=zk\n', 'zookeeper', '3.9.1'],
  ['export KAFKA_ZOOKEEPER_CONNECT="zk:2181"\n', 'zookeeper', '3.9.1'],
])(
  '%j keeps its metadata where it says, and gets the newest version that does',
  (text, metadata, version) => {
    expect(of(text)).toEqual({
      set: [{ assignment: `cluster.metadata=${metadata}`, file: 0, line: expect.any(Number) }],
      version,
      replicas: undefined,
      contradictions: [],
    });
  },
);

test('a file that does not say is for the newest', () => {
  expect(of('min.insync.replicas=2\n')).toMatchObject({ set: [], version: '4.3.1', replicas: undefined });
});

test('of several files the last one holds', () => {
  expect(of('default.replication.factor=1\n', 'default.replication.factor=2\n').replicas).toBe(2);
});

test("a topic's own replicas hold over the default of its brokers", () => {
  const listing = 'Topic: t1\tTopicId: x\tPartitionCount: 1\tReplicationFactor: 2\tConfigs: \n';
  const files = [Buffer.from('default.replication.factor=3\n')];
  expect(fittingCluster(files, [Buffer.from(listing)]).replicas).toBe(2);
});

test("a broker's start-up log is read as one", () => {
  const log = readFileSync(join(import.meta.dirname, '../../../testing/cases/dumped-log.properties'));
  expect(fittingCluster([log], []).set).toMatchObject([{ assignment: 'cluster.metadata=zookeeper' }]);
});

test('files of both metadata stores are of no one cluster', () => {
  expect(of('process.roles=controller\n', 'broker.id=1\nzookeeper.connect=zk\n').contradictions).toEqual([
    {
      file: 1,
      line: 2,
      message:
        "'zookeeper.connect' is of ZooKeeper, and another file has 'process.roles', of KRaft; one cluster has one of them",
    },
  ]);
});
