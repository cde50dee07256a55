import { expect, test } from 'vitest';
import type { EventOf } from '../../../history/event.ts';
import { testContext } from '../../../steps/fixtures/context.ts';
import { scriptedCluster } from '../../../steps/fixtures/scripted-cluster.ts';
import { problemsOf } from '../../../steps/fixtures/walk.ts';
import type { ConsumerListener, ConsumerTarget, PartitionRead } from '../../system.ts';
import { consume } from './consume.ts';

const whole: PartitionRead = {
  records: [
    [0, '1/0'],
    [1, '1/1'],
    [3, '1/2'],
  ],
  atEnd: 4,
};

async function run(
  hand: (listener: ConsumerListener) => void,
  { read = whole, written = {} }: { readonly read?: PartitionRead; readonly written?: object } = {},
) {
  const { cluster } = scriptedCluster({});
  const targets: ConsumerTarget[] = [];
  const closed: string[] = [];
  const client = async () => ({
    readToEnd: async () => read,
    async consumer(target: ConsumerTarget, listener: ConsumerListener) {
      targets.push(target);
      hand(listener);
      const close = async () => void closed.push('closed');
      return { kill: async () => ({ pid: 7, code: null, signal: 'SIGKILL' }), [Symbol.asyncDispose]: close };
    },
    [Symbol.asyncDispose]: async () => undefined,
  });
  const { context, events } = testContext({ ...cluster, client } as unknown as typeof cluster);
  const result = consume.run(consume.schema.parse({ timeout: '1s', ...written }), context);
  await result.catch(() => undefined);
  const ops = events.filter((event): event is EventOf<'op'> => event.type === 'op');
  return { result, ops, events, context, targets, closed };
}

test('each batch is a poll, after the subscription', async () => {
  const { result, ops } = await run((listener) => {
    listener.onAssigned(['topic1-0']);
    listener.onRecords('topic1-0', [[0, '1/0']]);
    listener.onRecords('topic1-0', [
      [1, '1/1'],
      [3, '1/2'],
    ]);
  });
  expect(await result).toBe('3 records, 1 assignment');
  expect(ops).toMatchObject([
    { f: 'subscribe', status: 'ok', partitions: ['topic1-0'], actions: [] },
    { f: 'poll', status: 'ok', actions: [{ poll: { 'topic1-0': [[0, '1/0']] } }] },
    {
      f: 'poll',
      status: 'ok',
      actions: [
        {
          poll: {
            'topic1-0': [
              [1, '1/1'],
              [3, '1/2'],
            ],
          },
        },
      ],
    },
  ]);
});

test('partitions that moved are told of the next poll, and of that one only', async () => {
  const { ops } = await run((listener) => {
    listener.onAssigned(['topic1-0']);
    listener.onAssigned(['topic1-0']);
    listener.onRecords('topic1-0', [[0, '1/0']]);
    listener.onRecords('topic1-0', [[3, '1/2']]);
  });
  expect(ops.map(({ rebalanced }) => rebalanced)).toEqual([undefined, ['topic1-0'], undefined]);
});

test('a consumer that does not get there proves nothing, and a crash of it is told', async () => {
  const { result } = await run((listener) => {
    listener.onRecords('topic1-0', [[1, '1/1']]);
    listener.onCrash(new Error('no coordinator'));
  });
  await expect(result).rejects.toThrow(
    'wait until readers has read topic1-0 up to 3: not after 1 s; last seen topic1-0 at 1; the consumer crashed: no coordinator',
  );
});

test('without a known end there is nothing to reach', async () => {
  const { result, ops } = await run(() => undefined, {
    read: { records: [], atEnd: null, why: 'no leader' },
  });
  await expect(result).rejects.toThrow('consume: the end of topic1-0 is not known: no leader');
  expect(ops).toEqual([]);
});

const hand = (listener: ConsumerListener) => {
  listener.onAssigned(['topic1-0']);
  listener.onRecords('topic1-0', [[3, '1/2']]);
};

test('a group is told its topics, an assignment its partitions', async () => {
  const group = await run(hand, { written: { group: 'billing', reset: 'latest' } });
  expect(group.targets).toEqual([
    { group: 'billing', topics: ['topic1'], isolation: 'committed', reset: 'latest' },
  ]);
  const assigned = await run(hand, { written: { assign: 'topic1-0', isolation: 'uncommitted' } });
  expect(assigned.targets).toEqual([
    { partitions: ['topic1-0'], isolation: 'uncommitted', reset: 'earliest' },
  ]);
  expect(assigned.ops).toMatchObject([
    { f: 'assign', partitions: ['topic1-0'] },
    { f: 'poll', isolation: 'uncommitted' },
  ]);
  expect(group.ops.every(({ isolation }) => isolation === undefined)).toBe(true);
});

test('with a name it reads in the background, each consumer a process, until it is stopped', async () => {
  const { result, context, ops, closed } = await run(hand, { written: { name: 'readers', consumers: 2 } });
  expect(await result).toBe('2 consumers in the background');
  expect(ops.map(({ f, process }) => [f, process])).toEqual([
    ['subscribe', 0],
    ['poll', 0],
    ['subscribe', 1],
    ['poll', 1],
  ]);
  const load = context.loads.get('readers');
  expect(load?.read?.()).toBe(2);
  expect(await load?.stop()).toEqual({ didWork: true, text: '2 records read by 2 consumers, 2 assignments' });
  expect(closed).toHaveLength(2);
});

test('one of them that is killed is a crash in the history, and is no client any more', async () => {
  const { context, events } = await run(hand, { written: { name: 'readers', consumers: 2 } });
  const load = context.loads.get('readers');
  const [first] = load?.clients?.() ?? [];
  expect(first?.name).toBe('readers-1');
  await first?.kill();
  expect(events.at(-1)).toMatchObject({ f: 'crash', process: 0 });
  expect(load?.clients?.().map(({ name }) => name)).toEqual(['readers-2']);
});

test.each<[string, (listener: ConsumerListener) => void, string]>([
  ['was handed nothing', (listener) => listener.onAssigned([]), '0 records read by 1 consumer, 1 assignment'],
  [
    'crashed and stayed away',
    (listener) => {
      hand(listener);
      listener.onCrash(new Error('no coordinator'));
    },
    '1 record read by 1 consumer, 1 assignment; one crashed: no coordinator',
  ],
])('one that %s proves nothing', async (_, handed, text) => {
  const { context } = await run(handed, { written: { name: 'readers' } });
  expect(await context.loads.get('readers')?.stop()).toEqual({ didWork: false, text });
});

test('one that never takes part ends as inconclusive', async () => {
  const { result } = await run(() => undefined, { written: { name: 'readers', consumers: 2 } });
  await expect(result).rejects.toThrow(
    'wait until 2 consumers of readers took part: not after 1 s; last seen 0 there',
  );
});

test.each([
  [{ assign: 'topic1-0', group: 'readers' }, '`assign` names its partitions and has no group'],
  [{ assign: 'orders-0' }, "no partition is called 'orders-0'"],
  [{ consumers: 2 }, 'several consumers read in the background: give them a `name`'],
])('walking: %j: %s', (written, problem) => {
  expect(problemsOf(consume, written)).toEqual([expect.stringContaining(problem)]);
});

test.each([
  [null, 'consume as readers'],
  [
    { assign: ['topic1-0', 'topic1-1'], isolation: 'uncommitted' },
    'consume topic1-0, topic1-1, uncommitted records, too',
  ],
  [{ name: 'billing', consumers: 3 }, 'consume as readers, 3 consumers billing'],
])('%j reads: %s', (written, text) => {
  expect(consume.describe(consume.schema.parse(written))).toBe(text);
});
