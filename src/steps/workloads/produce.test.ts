import { expect, test } from 'vitest';
import type { EventOf, HistoryEvent } from '../../history/event.ts';
import { testContext } from '../fixtures/context.ts';
import { testPlan } from '../fixtures/plan.ts';
import { partitionState, type Script, scriptedCluster } from '../fixtures/scripted-cluster.ts';
import { problemsOf } from '../fixtures/walk.ts';
import { produce } from './produce.ts';

const unknown = { status: 'unknown', error: 'request timed out' } as const;
const unasked = { status: 'unasked' } as const;
const failed = { status: 'fail', error: 'not enough replicas' } as const;
const acked = (baseOffset: number) => ({ status: 'ok', baseOffset }) as const;

async function run(written: unknown, script: Script = {}) {
  const scripted = scriptedCluster(script);
  const { context, events } = testContext(scripted.cluster);
  const result = produce.run(produce.schema.parse(written), context);
  await result.catch(() => undefined);
  return { result, context, ops: opsOf(events), producers: scripted.producers() };
}

function opsOf(events: readonly HistoryEvent[]): EventOf<'op'>[] {
  return events.filter((event) => event.type === 'op');
}

test('each record is one request, with its key, a unique value and the offset of its acknowledgement', async () => {
  const { result, ops, producers } = await run(3);
  expect(await result).toBe('3 acknowledged, offsets 0-2');
  expect(producers).toBe(1);
  expect(ops).toMatchObject(
    [0, 1, 2].map((n) => ({
      f: 'send',
      status: 'ok',
      process: 0,
      step: 0,
      actions: [{ send: { to: 'topic1-0', key: `key${n}`, value: `1/${n}`, offset: n } }],
    })),
  );
});

test('a second round has the same keys and other values', async () => {
  const { cluster } = scriptedCluster({});
  const { context, events } = testContext(cluster);
  await produce.run(produce.schema.parse(1), context);
  await produce.run(produce.schema.parse(1), context);
  const sends = opsOf(events).flatMap(({ actions }) => actions);
  expect(sends).toMatchObject([
    { send: { key: 'key0', value: '1/0' } },
    { send: { key: 'key0', value: '2/0' } },
  ]);
});

test('a batch is one request, its records at consecutive offsets', async () => {
  const { result, ops } = await run({ records: 5, batch: 2 }, { outcomes: [acked(7)] });
  expect(await result).toBe('5 acknowledged, offsets 7-11');
  expect(ops.map(({ actions }) => actions.map((action) => 'send' in action && action.send.offset))).toEqual([
    [7, 8],
    [9, 10],
    [11],
  ]);
});

test('after an unknown outcome a new producer goes on as a new process', async () => {
  const { result, ops, producers } = await run(3, { outcomes: [acked(0), unknown] });
  expect(await result).toBe('2 acknowledged, offsets 0-1, 1 unknown');
  expect(ops.map(({ process, status }) => [process, status])).toEqual([
    [0, 'ok'],
    [0, 'unknown'],
    [1, 'ok'],
  ]);
  expect(ops[1]).toMatchObject({ error: 'request timed out' });
  expect(producers).toBe(2);
});

test('after a failure the same process goes on', async () => {
  const { result, ops, producers } = await run(2, { outcomes: [failed] });
  expect(await result).toBe('1 acknowledged, offset 0, 1 failed');
  expect(ops.map(({ process }) => process)).toEqual([0, 0]);
  expect(producers).toBe(1);
});

test('nothing acknowledged proves nothing', async () => {
  const { result, ops } = await run(2, { outcomes: [failed, failed] });
  await expect(result).rejects.toThrow(
    'produce 2 records, acks=all: nothing was acknowledged; the last error was not enough replicas',
  );
  expect(ops).toHaveLength(2);
});

test('it waits for a leader before it sends', async () => {
  const { result, ops } = await run(1, {
    partitions: [
      [],
      [partitionState({ leader: null })],
      [partitionState({ end: null })],
      [partitionState({ leader: 'broker-2' })],
    ],
  });
  expect(await result).toBe('1 acknowledged, offset 0');
  expect(ops).toHaveLength(1);
});

test('without a leader it gives up and tells what it saw', async () => {
  const { result, ops } = await run(
    { records: 1, timeout: '2s' },
    { partitions: [[partitionState({ leader: null, isr: ['broker-3'] })]] },
  );
  await expect(result).rejects.toThrow(
    'wait for a leader of topic1-0 that takes records: not after 2 s; last seen no leader, ISR {3}',
  );
  expect(ops).toEqual([]);
});

test('several partitions take turns', async () => {
  const topic = {
    name: 'topic1',
    partitions: 2,
    replicas: 1,
    config: {},
    assignment: [['broker-1'], ['broker-2']],
  };
  const { ops } = await run(4, {
    plan: testPlan({ topics: [topic] }),
    partitions: [[partitionState({}), partitionState({ partition: 'topic1-1' })]],
  });
  const to = ops.flatMap(({ actions }) => actions.map((action) => 'send' in action && action.send.to));
  expect(to).toEqual(['topic1-0', 'topic1-1', 'topic1-0', 'topic1-1']);
});

test('keys take turns, and a value stays unique', async () => {
  const { ops } = await run({ records: 3, keys: 2 });
  const sends = ops.flatMap(({ actions }) => actions);
  expect(sends).toMatchObject([
    { send: { key: 'key0', value: '1/0' } },
    { send: { key: 'key1', value: '1/1' } },
    { send: { key: 'key0', value: '1/2' } },
  ]);
});

test('the last records are the tombstones', async () => {
  const { ops } = await run({ records: 3, batch: 2, tombstones: 2 });
  const sends = ops.flatMap(({ actions }) => actions.map((action) => 'send' in action && action.send));
  expect(sends).toMatchObject([
    { value: '1/0', key: 'key0' },
    { value: '1/1', key: 'key1', tombstone: true },
    { value: '1/2', key: 'key2', tombstone: true },
  ]);
  expect(sends[0]).not.toHaveProperty('tombstone');
});

test('the producer gets the codec, and each record its size and age', async () => {
  const scripted = scriptedCluster({});
  const { context } = testContext(scripted.cluster);
  const written = { records: 1, size: '1KiB', codec: 'gzip', age: '8d' };
  await produce.run(produce.schema.parse(written), context);
  expect(scripted.targets()).toMatchObject([{ partition: 'topic1-0', acks: -1, codec: 'gzip' }]);
  expect(scripted.sent()).toEqual([{ key: 'key0', value: '1/0', bytes: 1024, ageMs: 691_200_000 }]);
});

test.each([
  [{ records: 2, tombstones: 3 }, ['3 tombstones of 2 records cannot be']],
  [{ records: 2, tombstones: 1, key: null }, ['a tombstone deletes a key: it needs one']],
  [
    100_000_000_000,
    ['100000000000 records in 100000000000 requests cannot end within the budget of 600.0 s'],
  ],
  [
    { records: 100_000_000_000, batch: 1_000_000 },
    [expect.stringContaining('in 100000 requests cannot end')],
  ],
  [{ records: 6_000_000 }, []],
  [{ records: 6_000_001 }, [expect.stringContaining('cannot end within the budget')]],
])('%j: %j', (written, problems) => {
  expect(problemsOf(produce, written)).toEqual(problems);
});

test.each([
  [{ records: 1, key: null }, null],
  [{ records: 1, key: 'user' }, 'user0'],
])('%j sends the key %j', async (written, key) => {
  const { ops } = await run(written);
  expect(ops[0]?.actions).toMatchObject([{ send: { key } }]);
});

test.each([
  [10, 'produce 10 records, acks=all'],
  [{ records: 1, acks: 1 }, 'produce 1 record, acks=1'],
  [{ records: 1, acks: 0 }, 'produce 1 record, acks=0'],
  [
    { records: 4, keys: 2, size: '1KiB', codec: 'lz4', age: '8d', tombstones: 1 },
    'produce 4 records, acks=all, 2 keys, 1.0 KiB each, lz4, 8d old, 1 tombstone',
  ],
  [{ records: 6, batch: 3, topic: 'topic1' }, 'produce 6 records to topic1, acks=all, 3 a batch'],
])('%j reads: %s', (written, text) => {
  expect(produce.describe(produce.schema.parse(written))).toBe(text);
});

test.each([0, 1.5, '10', { records: 1, acks: 2 }, { records: 1, batch: 0 }, { record: 1 }])(
  '%j is refused',
  (written) => {
    expect(produce.schema.safeParse(written).success).toBe(false);
  },
);

test.each([
  [{ records: 1, partition: 'topic1-0' }, []],
  [{ records: 1, partition: 'topic1-4' }, ["no partition is called 'topic1-4'; there are topic1-0"]],
  [{ records: 1, topic: 'orders' }, ["no topic is called 'orders'; there are topic1"]],
  [
    { records: 1, topic: 'topic1', partition: 'topic1-0' },
    ["say `topic` or `partition`, not both: a partition's name holds its topic"],
  ],
])('walking: %j', (written, problems) => {
  expect(problemsOf(produce, written)).toEqual(problems);
});

test('an idempotent producer needs acks=all', () => {
  expect(problemsOf(produce, { records: 1, idempotent: true, acks: 1 })).toEqual([
    'an idempotent producer needs `acks: all`',
  ]);
  expect(problemsOf(produce, { records: 1, idempotent: true })).toEqual([]);
});

test('the producer is opened as an idempotent one', async () => {
  const scripted = scriptedCluster({});
  const { context } = testContext(scripted.cluster);
  await produce.run(produce.schema.parse({ records: 1, idempotent: true }), context);
  expect(scripted.targets()).toMatchObject([{ idempotent: true }]);
});

test('with acks=0 nothing is acknowledged, and that is told of what was sent', async () => {
  const { result, ops } = await run({ records: 2, acks: 0 }, { outcomes: [unasked, unasked] });
  expect(await result).toBe('2 sent, nobody was asked to acknowledge');
  expect(ops.map(({ status, acks, error }) => [status, acks, error])).toEqual([
    ['unknown', 0, undefined],
    ['unknown', 0, undefined],
  ]);
});
