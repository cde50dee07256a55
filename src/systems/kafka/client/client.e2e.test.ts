import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cluster, Node } from '../../../cluster/cluster.ts';
import { openCluster } from '../../../cluster/open-cluster.ts';
import { type Begun, beginRun } from '../../../run/begin.ts';
import { bringUp } from '../../../run/bring-up.ts';
import { parseScenario, planScenario } from '../../../scenario/index.ts';
import { withJava } from '../../../testing/java.ts';
import { expectNothingLeft, testLab } from '../../../testing/lab.ts';
import type { Client, Isolation } from '../../system.ts';
import { readMetadata } from './metadata.ts';
import { logEndOffset, logStartOffset } from './offsets.ts';
import { openWire, type Wire } from './wire.ts';

const lab = testLab();
const { signal } = new AbortController();

// The second topic asks for two in-sync replicas and has one: every acks=all append to it is refused.
const scenario = `
title: one broker
cluster: { kafka: "3.4.0", brokers: 1, config: { min.insync.replicas: 1 } }
topics:
  - { name: topic1, replicas: 1 }
  - { name: sizes, replicas: 1 }
  - { name: strict, replicas: 1, config: { min.insync.replicas: 2 } }
  - { name: transactions, replicas: 1 }
  - { name: overlap, replicas: 1 }
steps: [{ idle: 1ms }]
`;

withJava('a client of one real broker', () => {
  let begun: Begun;
  let cluster: Cluster;
  let broker: Node;
  let client: Client;
  let wire: Wire;

  beforeAll(async () => {
    const plan = planScenario(parseScenario(scenario, 'test.yaml'), { runtime: 'local' });
    begun = await beginRun(plan, { signal, out: lab.out });
    cluster = await openCluster({ plan, ...begun, now: () => 0, record: () => undefined });
    await bringUp(cluster, { signal, onSeen: () => undefined });
    broker = cluster.node('broker-1');
    client = await cluster.client(signal);
    wire = await openWire(broker.machine.address('clients').fromHost);
  });

  afterAll(async () => {
    await wire?.[Symbol.asyncDispose]();
    await client?.[Symbol.asyncDispose]();
    await cluster?.[Symbol.asyncDispose]();
    await begun?.[Symbol.asyncDispose]();
    await expectNothingLeft();
  });

  const at = { topic: 'topic1', partition: 0 };

  async function send(partition: string, values: readonly string[], acks = -1) {
    await using producer = await client.producer({ partition, acks });
    return await producer.send(values.map((value, index) => ({ key: `key${index}`, value })));
  }

  test('metadata tells broker, controller and each partition with its leader epoch', async () => {
    const metadata = await readMetadata(wire, ['topic1', 'none']);
    expect(metadata).toMatchObject({ brokers: [1], controller: 1 });
    const [first, missing] = [...metadata.topics].sort((a, b) => a.errorCode - b.errorCode).reverse();
    expect(first).toMatchObject({ topic: 'none', errorCode: 3, partitions: [] });
    expect(missing).toEqual({
      topic: 'topic1',
      errorCode: 0,
      partitions: [{ errorCode: 0, partition: 0, leader: 1, leaderEpoch: 0, replicas: [1], isr: [1] }],
    });
  });

  test('without any name metadata tells every topic', async () => {
    const { topics } = await readMetadata(wire, []);
    expect(topics.map(({ topic }) => topic).sort()).toEqual([
      'overlap',
      'sizes',
      'strict',
      'topic1',
      'transactions',
    ]);
  });

  async function consumed(
    how: 'group' | 'assign',
    isolation: Isolation,
    last: number,
    partition = 'transactions-0',
  ) {
    const records: (readonly [number, string])[] = [];
    let resolve: () => void = () => undefined;
    let reject: (error: Error) => void = () => undefined;
    const promise = new Promise<void>((done, failed) => {
      [resolve, reject] = [done, failed];
    });
    const what =
      how === 'group' ? { group: isolation, topics: [partition.slice(0, -2)] } : { partitions: [partition] };
    const target = { ...what, isolation, reset: 'earliest' } as const;
    await using _consumer = await client.consumer?.(target, {
      onAssigned: () => undefined,
      onCrash: reject,
      onRecords(_, batch) {
        records.push(...batch);
        if ((batch.at(-1)?.[0] ?? -1) >= last) resolve();
      },
    });
    await promise;
    return records;
  }

  async function transaction(
    end: 'commit' | 'abort',
    id: string,
    values: readonly string[],
    partition = 'transactions-0',
  ) {
    await using transactor = await client.transactor?.({ id, timeoutMs: 10_000 });
    const open = await transactor?.begin();
    const sent = await open?.send(
      partition,
      values.map((value) => ({ key: null, value })),
    );
    await open?.[end]();
    return sent;
  }

  test('a consumer of a group, or of the partition, is handed what the final read returns, and without isolation the aborted records, too', async () => {
    expect(await transaction('commit', 'first', ['1/0', '1/1'])).toEqual({ status: 'ok', baseOffset: 0 });
    expect(await transaction('abort', 'second', ['1/2', '1/3'])).toEqual({ status: 'ok', baseOffset: 3 });
    await transaction('commit', 'first', ['1/4']);
    const read = await client.readToEnd('transactions-0', signal);
    expect(read).toMatchObject({
      records: [
        [0, '1/0'],
        [1, '1/1'],
        [6, '1/4'],
      ],
      aborted: 2,
      atEnd: 8,
    });
    const all = [...read.records.slice(0, 2), [3, '1/2'], [4, '1/3'], ...read.records.slice(2)];
    expect((await client.readToEnd('transactions-0', signal, 'uncommitted')).records).toEqual(all);
    for (const how of ['group', 'assign'] as const) {
      expect(await consumed(how, 'committed', 6)).toEqual(read.records);
      expect(await consumed(how, 'uncommitted', 6)).toEqual(all);
    }
    const replica = await begun.system.readReplica(broker.machine, 'transactions-0');
    expect(replica).toMatchObject({ records: read.records, end: 8 });
  });

  test('of two transactions that overlap and are aborted in the other order a reader of committed records is handed none', async () => {
    await using first = await client.transactor?.({ id: 'first', timeoutMs: 10_000 });
    await using second = await client.transactor?.({ id: 'second', timeoutMs: 10_000 });
    const [one, other] = [await first?.begin(), await second?.begin()];
    expect(await one?.send('overlap-0', [{ key: null, value: '1/0' }])).toMatchObject({ baseOffset: 0 });
    expect(await other?.send('overlap-0', [{ key: null, value: '1/1' }])).toMatchObject({ baseOffset: 1 });
    await other?.abort();
    await one?.abort();
    await transaction('commit', 'first', ['1/2'], 'overlap-0');
    for (const how of ['group', 'assign'] as const)
      expect(await consumed(how, 'committed', 4, 'overlap-0')).toEqual([[4, '1/2']]);
  });

  test('a producer that is killed leaves its transaction open, and the cluster ends it by its time-out', async () => {
    const transactor = await client.transactor?.({ id: 'victim', timeoutMs: 1000 });
    const open = await transactor?.begin();
    expect(await open?.send('transactions-0', [{ key: null, value: '1/5' }])).toEqual({
      status: 'ok',
      baseOffset: 8,
    });
    const exit = await transactor?.kill();
    expect(exit).toMatchObject({ signal: 'SIGKILL', pid: expect.any(Number) });
    expect(existsSync(`/proc/${exit?.pid}`)).toBe(false);
    await expect(open?.commit()).rejects.toThrow("the client's process has ended");
    expect(await client.stability?.('transactions-0')).toEqual({ lastStable: 8, highWatermark: 9 });
    await expect
      .poll(() => client.stability?.('transactions-0'), { timeout: 30_000 })
      .toEqual({ lastStable: 10, highWatermark: 10 });
    expect(await client.readToEnd('transactions-0', signal)).toMatchObject({ aborted: 3, atEnd: 10 });
  });

  test('an acknowledged send tells its offset, and a read reaches the end', async () => {
    expect(await send('topic1-0', ['1/0', '1/1'])).toEqual({ status: 'ok', baseOffset: 0 });
    expect(await send('topic1-0', ['1/2'])).toEqual({ status: 'ok', baseOffset: 2 });
    expect([await logStartOffset(wire, at), await logEndOffset(wire, at)]).toEqual([0, 3]);
    expect(await client.readToEnd('topic1-0', signal)).toEqual({
      records: [
        [0, '1/0'],
        [1, '1/1'],
        [2, '1/2'],
      ],
      atEnd: 3,
      atStart: 0,
    });
  });

  test('the state of every partition, as the cluster tells it', async () => {
    // In which order is the broker's affair.
    const states = [...(await client.partitions())].sort((a, b) => (a.partition < b.partition ? -1 : 1));
    expect(states).toMatchObject([
      { partition: 'overlap-0', leader: 'broker-1', isr: ['broker-1'], epoch: 0, end: 6 },
      { partition: 'sizes-0', leader: 'broker-1', isr: ['broker-1'], epoch: 0, end: 0 },
      { partition: 'strict-0', leader: 'broker-1', isr: ['broker-1'], epoch: 0, end: 0 },
      { partition: 'topic1-0', leader: 'broker-1', isr: ['broker-1'], epoch: 0, end: 3 },
      { partition: 'transactions-0', leader: 'broker-1', isr: ['broker-1'], epoch: 0, end: 10 },
    ]);
  });

  test('more than a fetch can hold is read to the end', async () => {
    const values = Array.from({ length: 20 }, (_, index) => `${index}${'x'.repeat(900_000)}`);
    for (const value of values) expect(await send('topic1-0', [value])).toMatchObject({ status: 'ok' });
    const { records, atEnd } = await client.readToEnd('topic1-0', signal);
    expect(atEnd).toBe(23);
    expect(records.slice(3).map(([offset, value]) => [offset, value.length])).toEqual(
      values.map((value, index) => [3 + index, value.length]),
    );
  });

  test('fewer in-sync replicas than the topic asks for: the record was refused before the append', async () => {
    expect(await send('strict-0', ['1/0'])).toMatchObject({ status: 'fail' });
    expect(await client.readToEnd('strict-0', signal)).toEqual({ records: [], atEnd: 0, atStart: 0 });
  });

  test('a log end above the high watermark is no end', async () => {
    expect(await send('strict-0', ['2/0'], 1)).toEqual({ status: 'ok', baseOffset: 0 });
    expect(await logEndOffset(wire, { topic: 'strict', partition: 0 })).toBe(1);
  });

  test('padded, packed and aged records and tombstones are read back by their names', async () => {
    await using producer = await client.producer({ partition: 'sizes-0', acks: -1, codec: 'gzip' });
    const records = [
      { key: 'a', value: '1/0', bytes: 5000 },
      { key: 'a', value: '1/1', ageMs: 8 * 86_400_000 },
      { key: 'b', value: '1/2', isTombstone: true },
    ];
    expect(await producer.send(records)).toEqual({ status: 'ok', baseOffset: 0 });
    const { records: read } = await client.readToEnd('sizes-0', signal);
    expect(read).toEqual(records.map(({ value }, offset) => [offset, value]));
    const replica = await cluster.system.readReplica(broker.machine, 'sizes-0');
    expect(replica).toMatchObject({
      records: [
        [0, '1/0'],
        [1, '1/1'],
        [2, null],
      ],
    });
  });

  test('a client may delete the oldest records, and the log then begins there', async () => {
    expect(await client.deleteRecords?.('sizes-0', 2)).toBe(2);
    expect(await client.logStart?.('sizes-0')).toBe(2);
    expect(await client.readToEnd('sizes-0', signal)).toMatchObject({ atStart: 2, records: [[2, '1/2']] });
  });

  test('a partition that is not there is told as the reason why nothing was read', async () => {
    expect(await client.readToEnd('none-0', signal)).toEqual({
      records: [],
      atEnd: null,
      why: 'the partition has no leader',
    });
    await expect(logEndOffset(wire, { topic: 'none', partition: 0 })).rejects.toThrow(/topic-partition/i);
  });

  test('ZooKeeper lists the broker that is registered', async () => {
    expect(await cluster.registered()).toEqual({ nodes: ['broker-1'] });
  });

  test('a send to a paused broker is unknown, and the client closes at once all the same', async () => {
    const producer = await client.producer({ partition: 'topic1-0', acks: -1 });
    expect(await producer.send([{ key: null, value: '3/0' }])).toMatchObject({ status: 'ok' });
    await broker.pause();
    const looking = client.partitions().catch((error: Error) => error);
    const sending = producer.send([{ key: null, value: '3/1' }]);
    await producer[Symbol.asyncDispose]();
    await client[Symbol.asyncDispose]();
    // Not a time-out: nobody waited for one.
    expect(await sending).toEqual({
      status: 'unknown',
      error: expect.stringMatching(/closed by the client/),
    });
    expect(await looking).toMatchObject({ message: expect.stringMatching(/closed/) });
    await broker.resume();
  });
});
