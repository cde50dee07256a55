import { expect, test } from 'vitest';
import type { EventOf } from '../../../history/event.ts';
import { systemClock } from '../../../lib/clock.ts';
import { testContext } from '../../../steps/fixtures/context.ts';
import { scriptedCluster } from '../../../steps/fixtures/scripted-cluster.ts';
import { problemsOf, testWalk } from '../../../steps/fixtures/walk.ts';
import type { SendOutcome, Transactor } from '../../system.ts';
import { transact } from './transact.ts';

interface Script {
  readonly sends?: readonly SendOutcome[];
  readonly commit?: () => Promise<void>;
  readonly abort?: () => Promise<void>;
  /** How a killed producer's process ended. */
  readonly signal?: string | null;
}

/** Transactors by script; tells what was done with them. */
function scriptedTransactors({ sends = [], commit, abort, signal = 'SIGKILL' }: Script) {
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
      async kill() {
        done.push('kill');
        return { pid: 7, code: null, signal };
      },
      [Symbol.asyncDispose]: async () => void done.push('closed'),
    };
  };
  return { transactor, done };
}

async function run(written: unknown, script: Script = {}) {
  const { cluster } = scriptedCluster({});
  const { transactor, done } = scriptedTransactors(script);
  const client = async () => ({ transactor, [Symbol.asyncDispose]: async () => undefined });
  const asked = { ...cluster, client } as unknown as typeof cluster;
  const { context, events } = testContext(asked, { clock: systemClock });
  const result = transact.run(transact.schema.parse(written), context);
  await result.catch(() => undefined);
  const ops = () => events.filter((event): event is EventOf<'op'> => event.type === 'op');
  return { result, done, ops, context };
}

const refuse = async () => {
  throw new Error('the coordinator is gone');
};

test('a committed transaction is one operation that holds all its records and their offsets', async () => {
  const { result, ops, done } = await run({ transactions: 2, records: 2 });
  expect(await result).toBe('2 committed');
  expect(ops()).toMatchObject([
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
  expect(ops().map(({ status, process }) => [status, process])).toEqual([
    ['fail', 0],
    ['fail', 0],
  ]);
  expect(done).toEqual(['open', 'abort', 'abort', 'closed']);
});

test('a killed producer says no word, and the next one is a new process', async () => {
  const { ops, done } = await run({ transactions: 2, records: 1, end: 'kill' });
  expect(ops().map(({ f, status, process }) => [f, status, process])).toEqual([
    ['txn', 'fail', 0],
    ['crash', 'ok', 0],
    ['txn', 'fail', 1],
    ['crash', 'ok', 1],
  ]);
  expect(done).toEqual(['open', 'kill', 'closed', 'open', 'kill', 'closed']);
});

test('a commit that nobody confirmed is unknown', async () => {
  const { result, ops } = await run(1, { commit: refuse });
  expect(ops()).toMatchObject([
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
  expect(ops()).toMatchObject([
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

test('a producer that was dead before it was killed proves nothing', async () => {
  const { result } = await run({ transactions: 1, end: 'kill' }, { signal: null });
  await expect(result).rejects.toThrow(
    'the process 7 of the producer had ended by itself before it was killed',
  );
});

test('several ends take turns', async () => {
  const { result, done } = await run({ transactions: 3, records: 1, end: ['commit', 'abort'] });
  expect(await result).toBe('2 committed, 1 not, 3 records appended');
  expect(done).toEqual(['open', 'commit', 'abort', 'commit', 'closed']);
});

test.each([
  [{ transactions: 1, rate: '1/s' }, 'say how many `transactions`, or their `rate` in the background'],
  [{ records: 1 }, 'say how many `transactions`, or their `rate` in the background'],
  [{ transactions: 1, producers: 2 }, 'several producers work side by side: give them a `rate`'],
])('walking: %j: %s', (written, problem) => {
  expect(problemsOf(transact, written)).toEqual([problem]);
});

test('with a rate it goes on in the background, several producers side by side, until it is stopped', async () => {
  const { result, done, ops, context } = await run({
    rate: '100/s',
    producers: 2,
    records: 1,
    end: ['commit', 'abort'],
  });
  expect(await result).toBe('runs in the background');
  const load = context.loads.get('transactions');
  await expect.poll(() => ops().length).toBeGreaterThan(8);
  expect(load?.clients?.().map(({ name }) => name)).toEqual(['transactions-1', 'transactions-2']);
  const told = await load?.stop();
  expect(told?.didWork).toBe(true);
  expect(told?.text).toMatch(/^\d+ committed, \d+ not of \d+ transactions by 2 producers$/);
  expect(new Set(ops().map(({ process }) => process))).toEqual(new Set([0, 1]));
  expect(new Set(ops().map(({ status }) => status))).toEqual(new Set(['ok', 'fail']));
  // One to see that it can be had, and one a producer.
  expect(done.filter((each) => each === 'open')).toHaveLength(3);
});

test('without a commit it proves nothing', async () => {
  const { ops, context } = await run({ rate: '100/s', records: 1, end: 'abort' });
  await expect.poll(() => ops().length).toBeGreaterThan(1);
  expect((await context.loads.get('transactions')?.stop())?.didWork).toBe(false);
});

test('the end of a run stops it', async () => {
  const { ops, context } = await run({ rate: '100/s', records: 1, end: 'abort' });
  await expect.poll(() => ops().length).toBeGreaterThan(1);
  const [healing] = [...context.healings.due(() => true)];
  expect(healing?.text).toBe('stop the transactions transactions');
  expect(await healing?.work()).toMatch(/^0 committed, \d+ not of \d+ transactions$/);
  const before = ops().length;
  expect([...context.healings.due(() => true)]).toEqual([]);
  expect(context.loads.size).toBe(0);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(ops()).toHaveLength(before);
});

test('a client of it that is killed is a crash, and another one takes its place', async () => {
  const { ops, context } = await run({ rate: '100/s', records: 1 });
  const load = context.loads.get('transactions');
  await expect.poll(() => ops().length).toBeGreaterThan(2);
  await load?.clients?.()[0]?.kill();
  const before = ops().length;
  await expect.poll(() => ops().length).toBeGreaterThan(before + 2);
  await load?.stop();
  const crash = ops().findIndex(({ f }) => f === 'crash');
  expect(ops()[crash]).toMatchObject({ process: 0 });
  expect(ops().at(-1)).toMatchObject({ f: 'txn', process: 1, status: 'ok' });
});

test('walking: with a rate it is a load with a name', () => {
  const { walk, problems } = testWalk();
  transact.rules(transact.schema.parse({ rate: '1/s', name: 'payments' }), walk);
  transact.rules(transact.schema.parse({ rate: '1/s', name: 'payments' }), walk);
  expect(walk.loads.has('payments')).toBe(true);
  expect(problems).toEqual(["a load called 'payments' runs already; give this one another name"]);
});
