import { expect, test } from 'vitest';
import type { EventOf } from '../../../history/event.ts';
import { testContext } from '../../../steps/fixtures/context.ts';
import { scriptedCluster } from '../../../steps/fixtures/scripted-cluster.ts';
import type { ConsumerListener, PartitionRead } from '../../system.ts';
import { consume } from './consume.ts';

const whole: PartitionRead = {
  records: [
    [0, '1/0'],
    [1, '1/1'],
    [3, '1/2'],
  ],
  atEnd: 4,
};

async function run(hand: (listener: ConsumerListener) => void, read: PartitionRead = whole) {
  const { cluster } = scriptedCluster({});
  const dispose = { [Symbol.asyncDispose]: async () => undefined };
  const client = async () => ({
    readToEnd: async () => read,
    async consumer(_: unknown, listener: ConsumerListener) {
      hand(listener);
      return dispose;
    },
    ...dispose,
  });
  const { context, events } = testContext({ ...cluster, client } as unknown as typeof cluster);
  const result = consume.run(consume.schema.parse({ timeout: '1s' }), context);
  await result.catch(() => undefined);
  return { result, ops: events.filter((event): event is EventOf<'op'> => event.type === 'op') };
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
  const { result, ops } = await run(() => undefined, { records: [], atEnd: null, why: 'no leader' });
  await expect(result).rejects.toThrow('consume: the end of topic1-0 is not known: no leader');
  expect(ops).toEqual([]);
});
