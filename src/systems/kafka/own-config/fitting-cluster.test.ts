import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fittingCluster } from './fitting-cluster.ts';

const of = (...texts: string[]) => fittingCluster(texts.map((text) => Buffer.from(text)));

test.each([
  ['zookeeper.connect=zk:2181\n', 'zookeeper', '3.9.1'],
  ['\uFEFFprocess.roles=broker\r\nnode.id=1\r\n', 'kraft', '4.3.1'],
  ['KAFKA_PROCESS_ROLES=broker\nKAFKA_MIN_INSYNC_REPLICAS=2\n', 'kraft', '4.3.1'],
  ['export KAFKA_ZOOKEEPER_CONNECT="zk:2181"\n', 'zookeeper', '3.9.1'],
])(
  '%j keeps its metadata where it says, and gets the newest version that does',
  (text, metadata, version) => {
    expect(of(text)).toEqual({ set: [`cluster.metadata=${metadata}`], version, replicas: undefined });
  },
);

test('a file that does not say is for the newest', () => {
  expect(of('min.insync.replicas=2\n')).toEqual({ set: [], version: '4.3.1', replicas: undefined });
});

test('of several files the last one holds', () => {
  expect(of('default.replication.factor=1\n', 'default.replication.factor=2\n').replicas).toBe(2);
});

test("a broker's start-up log is read as one", () => {
  const log = readFileSync(join(import.meta.dirname, '../../../testing/cases/dumped-log.properties'));
  expect(fittingCluster([log]).set).toEqual(['cluster.metadata=zookeeper']);
});
