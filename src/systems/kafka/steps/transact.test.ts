import { expect, test } from 'vitest';
import type { EventOf } from '../../../history/event.ts';
import { testContext } from '../../../steps/fixtures/context.ts';
import { scriptedCluster } from '../../../steps/fixtures/scripted-cluster.ts';
import type { SendOutcome, Transactor } from '../../system.ts';
import { transact } from './transact.ts';

interface Script {
  readonly sends?: readonly SendOutcome[];
  readonly commit?: () => Promise<void>;
  readonly abort?: () => Promise<void>;
}

/** Transactors by script; tells what was done with them. */
function scriptedTransactors({ sends = [], commit, abort }: Script) {
  const done: string[] = [];
  const outcomes = [...sends];
  let end = 0;
  const transactor = async (): Promise<Transactor> => {
    done.push('open');
    return {
      begin: async () => ({
        async send(_, records) {
          const outcome = outcomes.shift() ?? { status: 'ok', baseOffset: end };
          end += records.length;
          return outcome;
        },
        async commit() {
          done.push('commit');
          await commit?.();
        },
        async abort() {
          done.push('abort');
          await abort?.();
        },
      }),
      cut: () => void done.push('cut'),
      [Symbol.asyncDispose]: async () => void done.push('closed'),
    };
  };
  return { transactor, done };
}

async function run(written: unknown, script: Script = {}) {
  const { cluster } = scriptedCluster({});
  const { transactor, done } = scriptedTransactors(script);
  const client = async () => ({ transactor, [Symbol.asyncDispose]: async () => undefined });
  const { context, events } = testContext({ ...cluster, client } as unknown as typeof cluster);
  const result = transact.run(transact.schema.parse(written), context);
  await result.catch(() => undefined);
  return { result, done, ops: events.filter((event): event is EventOf<'op'> => event.type === 'op') };
}

const refuse = async () => {
  throw new Error('the coordinator is gone');
};

test('a committed transaction is one operation that holds all its records and their offsets', async () => {
  const { result, ops, done } = await run({ transactions: 2, records: 2 });
  expect(await result).toBe('2 committed');
  expect(ops).toMatchObject([
    {
      f: 'txn',
      status: 'ok',
      process: 0,
      actions: [{ send: { value: '1/0', offset: 0 } }, { send: { value: '1/1', offset: 1 } }],
    },
    { f: 'txn', status: 'ok', process: 0, actions: [{ send: { value: '1/2' } }, { send: { value: '1/3' } }] },
  ]);
  expect(done).toEqual(['open', 'commit', 'commit', 'closed']);
});

test('an aborted one did not happen, and its producer goes on', async () => {
  const { result, ops, done } = await run({ transactions: 2, records: 1, end: 'abort' });
  expect(await result).toBe('0 committed, 2 not, 2 records appended');
  expect(ops.map(({ status, process }) => [status, process])).toEqual([
    ['fail', 0],
    ['fail', 0],
  ]);
  expect(done).toEqual(['open', 'abort', 'abort', 'closed']);
});

test('a killed producer is cut without a word, and the next one is a new process', async () => {
  const { ops, done } = await run({ transactions: 2, records: 1, end: 'kill' });
  expect(ops.map(({ f, status, process }) => [f, status, process])).toEqual([
    ['txn', 'fail', 0],
    ['crash', 'ok', 0],
    ['txn', 'fail', 1],
    ['crash', 'ok', 1],
  ]);
  expect(done).toEqual(['open', 'cut', 'closed', 'open', 'cut', 'closed']);
});

test('a commit that nobody confirmed is unknown', async () => {
  const { result, ops } = await run(1, { commit: refuse });
  expect(ops).toMatchObject([
    { status: 'unknown', error: 'the commit was not confirmed: the coordinator is gone' },
  ]);
  await expect(result).rejects.toThrow('transact: none was committed');
});

test('a transaction with a send of unknown outcome is aborted, and a new producer goes on', async () => {
  const { result, ops, done } = await run(2, {
    sends: [{ status: 'unknown', error: 'timed out' }],
    abort: refuse,
  });
  expect(await result).toBe('1 committed, 1 not');
  expect(ops).toMatchObject([
    { status: 'fail', process: 0, error: 'timed out; the abort was not confirmed: the coordinator is gone' },
    { status: 'ok', process: 1 },
  ]);
  expect(done).toEqual(['open', 'abort', 'closed', 'open', 'commit', 'closed']);
});

test('nothing appended proves nothing', async () => {
  const { result } = await run(
    { transactions: 1, end: 'kill' },
    { sends: [{ status: 'unknown', error: 'timed out' }] },
  );
  await expect(result).rejects.toThrow('transact: nothing was appended; the last error was timed out');
});

test.each([
  [3, 'transact 3 transactions, 4 records each, committed'],
  [
    { transactions: 1, records: 2, end: 'kill', partition: 'topic1-0' },
    'transact 1 transaction on topic1-0, 2 records each, their producer killed',
  ],
])('%j reads: %s', (written, text) => {
  expect(transact.describe(transact.schema.parse(written))).toBe(text);
});
