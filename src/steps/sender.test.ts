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
  [0, { acks: 0 }],
  [-1, {}],
])('acks=%i is %j in the history: all in the ISR is what nobody need be told', async (acks, told) => {
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

test('what nobody was asked to acknowledge is unknown without an error, and its client goes on', async () => {
  const { context, events } = testContext(scriptedCluster({}).cluster);
  let opened = 0;
  const outcomes: SendOutcome[] = [
    { status: 'unasked' },
    { status: 'unasked' },
    { status: 'unknown', error: 'closed' },
    { status: 'unasked' },
  ];
  const send = async () => outcomes.shift() as SendOutcome;
  await using sender = new Sender(context, async () => {
    opened += 1;
    return { ...connectionOf(send), acks: 0 };
  });
  for (let each = 0; each < 4; each += 1) await sender.send('topic1-0', [record]);
  const told = { status: 'unknown', acks: 0 };
  expect(events).toMatchObject([
    { ...told, process: 0 },
    { ...told, process: 0 },
    { ...told, process: 0, error: 'closed' },
    { ...told, process: 1 },
  ]);
  expect(events.map((event) => 'error' in event)).toEqual([false, false, true, false]);
  expect(opened).toBe(2);
});
