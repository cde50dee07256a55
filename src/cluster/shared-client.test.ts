import { expect, test } from 'vitest';
import type { Client, PartitionState } from '../systems/system.ts';
import { SharedClient } from './shared-client.ts';

const state: PartitionState = {
  partition: 'topic1-0',
  leader: 'broker-1',
  isr: ['broker-1'],
  epoch: 0,
  end: 0,
};
const { signal } = new AbortController();

/** Clients that answer by script; counts how many were opened and closed. */
function clients(look: (closed: Promise<never>) => Promise<readonly PartitionState[]>) {
  const count = { opened: 0, closed: 0, looks: 0 };
  const open = async (): Promise<Client> => {
    count.opened += 1;
    let close: (error: Error) => void = () => undefined;
    const closed = new Promise<never>((_resolve, reject) => {
      close = reject;
    });
    closed.catch(() => undefined);
    return {
      partitions: () => {
        count.looks += 1;
        return look(closed);
      },
      async [Symbol.asyncDispose]() {
        count.closed += 1;
        close(new Error('closed'));
      },
    } as unknown as Client;
  };
  return { open, count };
}

test('looks at the same time share one client and one answer', async () => {
  const { open, count } = clients(async () => [state]);
  await using shared = new SharedClient({ live: () => ['broker-1'], mayDiffer: () => false, open });
  const answers = await Promise.all([shared.partitions(signal), shared.partitions(signal)]);
  expect(answers).toEqual([[state], [state]]);
  await shared.partitions(signal);
  expect(count).toEqual({ opened: 1, closed: 0, looks: 2 });
});

test('a look without ends does not stand in for one with them', async () => {
  const { open, count } = clients(async () => [state]);
  await using shared = new SharedClient({ live: () => ['broker-1'], mayDiffer: () => false, open });
  await Promise.all([shared.partitions(signal), shared.partitions(signal, { withEnds: false })]);
  expect(count).toMatchObject({ looks: 2 });
});

test('other live nodes get a new client, and the old one is closed', async () => {
  const { open, count } = clients(async () => [state]);
  let live = ['broker-1', 'broker-2'];
  await using shared = new SharedClient({ live: () => live, mayDiffer: () => false, open });
  await shared.partitions(signal);
  live = ['broker-2'];
  await shared.partitions(signal);
  expect(count).toMatchObject({ opened: 2, closed: 1 });
});

test('where nodes may differ from now on, another client asks', async () => {
  const { open, count } = clients(async () => [state]);
  let mayDiffer = false;
  await using shared = new SharedClient({ live: () => ['broker-1'], mayDiffer: () => mayDiffer, open });
  await shared.partitions(signal);
  mayDiffer = true;
  await shared.partitions(signal);
  expect(count).toMatchObject({ opened: 2, closed: 1 });
});

test('without a live node nobody is asked', async () => {
  const { open, count } = clients(async () => [state]);
  await using shared = new SharedClient({ live: () => [], mayDiffer: () => false, open });
  expect(await shared.partitions(signal)).toEqual([]);
  expect(count.opened).toBe(0);
});

test('a look that fails knows nothing, and the next one begins anew', async () => {
  const answers = [() => Promise.reject(new Error('connection reset')), async () => [state]];
  const { open, count } = clients(() => answers.shift()?.() ?? Promise.reject(new Error('no more')));
  await using shared = new SharedClient({ live: () => ['broker-1'], mayDiffer: () => false, open });
  expect(await shared.partitions(signal)).toEqual([]);
  expect(await shared.partitions(signal)).toEqual([state]);
  expect(count).toMatchObject({ opened: 2, closed: 1 });
});

test('closing ends a look that hangs, and nobody is asked afterwards', async () => {
  const { open, count } = clients((closed) => closed);
  const shared = new SharedClient({ live: () => ['broker-1'], mayDiffer: () => false, open });
  const looking = shared.partitions(signal);
  await expect.poll(() => count.looks).toBe(1);
  await shared[Symbol.asyncDispose]();
  expect(await looking).toEqual([]);
  expect(await shared.partitions(signal)).toEqual([]);
  expect(count).toEqual({ opened: 1, closed: 1, looks: 1 });
});
