import { expect, test } from 'vitest';
import { isAtLeast, metadataOf, nodeId, plannedNodes, voterNames } from './layout.ts';
import type { KafkaCluster } from './schema.ts';
import { kafkaClusterSchema } from './schema.ts';

const cluster = (written: object): KafkaCluster => kafkaClusterSchema.parse({ brokers: 2, ...written });
const names = (written: object) => plannedNodes(cluster(written)).map(({ name }) => name);

test.each([
  [{ kafka: '3.4.0' }, 'zookeeper'],
  [{ kafka: '3.9.1' }, 'zookeeper'],
  [{ kafka: '3.9.1', metadata: 'kraft' }, 'kraft'],
  [{ kafka: '4.3.1' }, 'kraft'],
])('%j keeps its metadata in %s', (written, metadata) => {
  expect(metadataOf(cluster(written))).toBe(metadata);
});

test.each([
  [{ kafka: '3.4.0' }, ['zookeeper', 'broker-1', 'broker-2']],
  [{ kafka: '4.3.1' }, ['controller-1', 'broker-1', 'broker-2']],
  [
    { kafka: '4.3.1', controllers: 3 },
    ['controller-1', 'controller-2', 'controller-3', 'broker-1', 'broker-2'],
  ],
  [{ kafka: '4.3.1', controllers: 'combined' }, ['broker-1', 'broker-2']],
])('%j has the nodes %j', (written, expected) => {
  expect(names(written)).toEqual(expected);
});

test('the voters are the controllers, or every broker where they are combined', () => {
  expect(voterNames(cluster({ kafka: '4.3.1', controllers: 3 }))).toEqual([
    'controller-1',
    'controller-2',
    'controller-3',
  ]);
  expect(voterNames(cluster({ kafka: '4.3.1', controllers: 'combined' }))).toEqual(['broker-1', 'broker-2']);
});

test('no broker has the id of a controller', () => {
  const ids = names({ kafka: '4.3.1', brokers: 9, controllers: 3 }).map(nodeId);
  expect(new Set(ids).size).toBe(12);
});

test.each([
  ['3.9.1', 3, 9, true],
  ['3.9.1', 3, 10, false],
  ['4.0.0', 3, 9, true],
  ['3.4.0', 4, 0, false],
])('%s is at least %i.%i: %s', (version, major, minor, is) => {
  expect(isAtLeast(version, major, minor)).toBe(is);
});
