import { expect, test } from 'vitest';
import type { HistoryEvent } from '../history/event.ts';
import type { SendOutcome } from '../systems/system.ts';
import type { Connection } from './connection.ts';
import { testContext } from './fixtures/context.ts';
import { scriptedCluster } from './fixtures/scripted-cluster.ts';
import { Sender } from './sender.ts';

const record = { key: 'key0', value: '1/0' };

function connectionOf(
  send: () => Promise<SendOutcome>,
  close: () => Promise<void> = async () => undefined,
): Connection {
  return { producer: { send, [Symbol.asyncDispose]: close }, acks: -1, close };
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

test('an interrupt gives up the request in flight as unknown, without waiting for it', async () => {
  const interrupt = new AbortController();
  const { context, events } = testContext(scriptedCluster({}).cluster, { signal: interrupt.signal });
  const sent = Promise.resolve(connectionOf(never, never));
  {
    await using sender = new Sender(context, () => sent);
    const sending = sender.send('topic1-0', [record]);
    await new Promise((resolve) => setImmediate(resolve));
    interrupt.abort(new Error('interrupted'));
    expect(await sending).toEqual({ status: 'unknown', error: 'interrupted' });
    await expect(sender.send('topic1-0', [record])).rejects.toThrow('interrupted');
  }
  expect(events).toMatchObject([
    { type: 'op', status: 'unknown', error: 'interrupted' },
  ] satisfies Partial<HistoryEvent>[]);
});

test.each([
  [1, { acks: 1 }],
  [-1, {}],
])('acks=%i is %j in the history: only of acks=1 it is told', async (acks, told) => {
  const { context, events } = testContext(scriptedCluster({}).cluster);
  const ok = async (): Promise<SendOutcome> => ({ status: 'ok', baseOffset: 0 });
  await using sender = new Sender(context, async () => ({ ...connectionOf(ok), acks }));
  await sender.send('topic1-0', [record]);
  const [op] = events;
  expect(op && 'acks' in op ? { acks: op.acks } : {}).toEqual(told);
});

test('the next request does not wait until the old connection is closed, but the end does', async () => {
  const { context } = testContext(scriptedCluster({}).cluster);
  const outcomes: SendOutcome[] = [
    { status: 'unknown', error: 'timed out' },
    { status: 'ok', baseOffset: 4 },
  ];
  let isClosed = false;
  const slowly = async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    isClosed = true;
  };
  const send = async () => outcomes.shift() as SendOutcome;
  {
    await using sender = new Sender(context, async () => connectionOf(send, slowly));
    await sender.send('topic1-0', [record]);
    expect(await sender.send('topic1-0', [record])).toMatchObject({ status: 'ok' });
    expect(isClosed).toBe(false);
  }
  expect(isClosed).toBe(true);
});

test('an acknowledgement without an offset is recorded without one', async () => {
  const { context, events } = testContext(scriptedCluster({}).cluster);
  await using sender = new Sender(context, async () =>
    connectionOf(async () => ({ status: 'ok', baseOffset: null })),
  );
  await sender.send('topic1-0', [record]);
  expect(events).toMatchObject([
    { status: 'ok', actions: [{ send: { to: 'topic1-0', key: 'key0', value: '1/0' } }] },
  ]);
  expect(JSON.stringify(events)).not.toContain('offset');
});
