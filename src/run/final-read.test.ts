import { expect, test } from 'vitest';
import { testContext } from '../steps/fixtures/context.ts';
import { testPlan } from '../steps/fixtures/plan.ts';
import { scriptedCluster } from '../steps/fixtures/scripted-cluster.ts';
import type { Client, PartitionRead } from '../systems/system.ts';
import { readFinally } from './final-read.ts';

const topic = {
  name: 'topic1',
  partitions: 2,
  replicas: 1,
  config: {},
  assignment: [['broker-1'], ['broker-2']],
};

/** Reads two partitions that answer by script. */
function reading(reads: Readonly<Record<string, PartitionRead>>) {
  const { cluster } = scriptedCluster({ plan: testPlan({ topics: [topic] }) });
  let isClosed = false;
  const client = {
    readToEnd: async (partition: string) => reads[partition],
    [Symbol.asyncDispose]: async () => {
      isClosed = true;
    },
  } as unknown as Client;
  const { context, events } = testContext({ ...cluster, client: async () => client });
  return {
    read: () => readFinally({ ...cluster, client: async () => client }, context),
    events,
    isClosed: () => isClosed,
  };
}

test('every partition is one final poll that tells its records and where it ended', async () => {
  const { read, events, isClosed } = reading({
    'topic1-0': {
      records: [
        [0, '1/0'],
        [1, '1/1'],
      ],
      atEnd: 2,
    },
    'topic1-1': { records: [], atEnd: 0 },
  });
  expect(await read()).toBe('topic1-0: 2 records, offsets 0-1; topic1-1: no records');
  expect(events).toMatchObject([
    {
      type: 'op',
      f: 'poll',
      status: 'ok',
      final: true,
      actions: [
        {
          poll: {
            'topic1-0': [
              [0, '1/0'],
              [1, '1/1'],
            ],
          },
        },
      ],
      atEnd: { 'topic1-0': 2 },
    },
    { final: true, actions: [{ poll: { 'topic1-1': [] } }], atEnd: { 'topic1-1': 0 } },
  ]);
  expect(isClosed()).toBe(true);
});

test('a read that stops short is recorded with what it got, without an end, and is inconclusive', async () => {
  const { read, events, isClosed } = reading({
    'topic1-0': { records: [[0, '1/0']], atEnd: null, why: 'read up to offset 1; the log end is 2' },
    'topic1-1': { records: [[0, '1/1']], atEnd: 1 },
  });
  await expect(read()).rejects.toThrow(
    'the final read did not reach the end: topic1-0: read up to offset 1; the log end is 2',
  );
  expect(events).toHaveLength(2);
  expect(events[0]).toMatchObject({ final: true, error: 'read up to offset 1; the log end is 2' });
  expect(events[0]).not.toHaveProperty('atEnd');
  expect(events[1]).toMatchObject({ atEnd: { 'topic1-1': 1 } });
  expect(isClosed()).toBe(true);
});
