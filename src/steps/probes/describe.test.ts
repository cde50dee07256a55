import { expect, test } from 'vitest';
import { eventSchema } from '../../history/event.ts';
import { testContext } from '../fixtures/context.ts';
import { partitionState, scriptedCluster } from '../fixtures/scripted-cluster.ts';
import { describe } from './describe.ts';

test('each partition becomes a line of the history', async () => {
  const partitions = [
    [partitionState({ end: 9, elr: ['broker-2'] }), partitionState({ partition: 'topic1-1', end: null })],
  ];
  const { context, events } = testContext(scriptedCluster({ partitions }).cluster);
  expect(await describe.run(null, context)).toBe(
    'topic1-0 leader broker-1, ISR {1,2,3}, ELR {2}, end 9; topic1-1 leader broker-1 (does not answer), ISR {1,2,3}, end unknown',
  );
  expect(events.map((event) => eventSchema.parse(event))).toMatchObject([
    { type: 'state', partition: 'topic1-0', leader: 'broker-1', end: 9, elr: ['broker-2'] },
    { type: 'state', partition: 'topic1-1', end: null },
  ]);
});

test('silence is recorded as nothing and said', async () => {
  const { context, events } = testContext(scriptedCluster({ partitions: [[]] }).cluster);
  expect(await describe.run(null, context)).toBe('no node answers');
  expect(events).toEqual([]);
});

test('it takes no arguments', () => {
  expect(describe.schema.safeParse(null).success).toBe(true);
  expect(describe.schema.safeParse('broker-1').success).toBe(false);
});
