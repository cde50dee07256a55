import { expect, test } from 'vitest';
import { HarnessError } from '../../errors.ts';
import { systemClock } from '../../lib/clock.ts';
import type { SendOutcome } from '../../systems/system.ts';
import { testContext } from '../fixtures/context.ts';
import { partitionState, type Script, scriptedCluster } from '../fixtures/scripted-cluster.ts';
import { problemsOf, testWalk } from '../fixtures/walk.ts';
import type { StepContext } from '../step.ts';
import { load } from './load.ts';

const unknown = { status: 'unknown', error: 'connection closed' } as const;

/** Runs a load until it has recorded so many requests, then stops it. */
async function runUntil(
  requests: number,
  script: Script,
  changes: Partial<StepContext> = {},
  written: unknown = '1000/s',
) {
  const { promise, resolve } = latch();
  const recorded: unknown[] = [];
  const record: StepContext['record'] = (event) => {
    recorded.push(event);
    if (recorded.length === requests) resolve();
  };
  const { context } = testContext(scriptedCluster(script).cluster, {
    record,
    clock: systemClock,
    ...changes,
  });
  expect(await load.run(load.schema.parse(written), context)).toBe('runs in the background');
  await promise;
  const result = await context.loads.get('load')?.stop();
  return { recorded, result, context };
}

function latch() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

test('it sends until it is stopped and tells what was acknowledged', async () => {
  const { recorded, result } = await runUntil(5, {});
  const many = recorded.length;
  expect(result).toEqual({ didWork: true, text: `${many} acknowledged of ${many} sent` });
  expect(recorded[4]).toMatchObject({
    f: 'send',
    status: 'ok',
    actions: [{ send: { value: '1/4', offset: 4 } }],
  });
});

test('once stopped it sends no more', async () => {
  const { recorded, context } = await runUntil(2, {});
  const before = recorded.length;
  await context.loads.get('load')?.stop();
  expect(recorded.length).toBe(before);
});

test('an unknown outcome is recorded, and it goes on as a new process', async () => {
  const { recorded, result } = await runUntil(3, { outcomes: [unknown] });
  expect(recorded.slice(0, 2)).toMatchObject([
    { status: 'unknown', process: 0, error: 'connection closed' },
    { status: 'ok', process: 1 },
  ]);
  const many = recorded.length;
  expect(result?.text).toBe(`${many - 1} acknowledged of ${many} sent`);
});

test('a request that nobody answers is given up, and the next one sent on a new connection', async () => {
  const silent = new Promise<never>(() => undefined);
  const script = { outcomes: [silent] };
  const { recorded } = await runUntil(2, script, {}, { rate: '1000/s', 'give-up': '20ms' });
  expect(recorded.slice(0, 2)).toMatchObject([
    { status: 'unknown', process: 0, error: 'no answer within 20 ms' },
    { status: 'ok', process: 1 },
  ]);
});

test('while nobody leads it tries again until somebody does', async () => {
  const away = [partitionState({ leader: null })];
  const here = [partitionState({})];
  const { recorded } = await runUntil(3, {
    partitions: [here, here, away, away, here],
    outcomes: [unknown],
  });
  expect(recorded[1]).toMatchObject({ status: 'ok', process: 1 });
});

test('stopping ends the wait for a leader, too', async () => {
  const here = [partitionState({})];
  const { result } = await runUntil(1, { partitions: [here, here, []], outcomes: [unknown] });
  expect(result).toEqual({ didWork: false, text: '0 acknowledged of 1 sent' });
});

test('with acks=0 it tells what was sent, for nobody acknowledges', async () => {
  const unasked = Array.from({ length: 500 }, () => ({ status: 'unasked' }) as const);
  const { recorded, result } = await runUntil(3, { outcomes: unasked });
  const text = `${recorded.length} sent, nobody was asked to acknowledge`;
  expect(result).toEqual({ didWork: true, text });
});

test('an interrupt ends it', async () => {
  const interrupt = new AbortController();
  const { promise, resolve } = latch();
  const { context } = testContext(scriptedCluster({}).cluster, {
    clock: systemClock,
    signal: interrupt.signal,
    record: resolve,
  });
  await load.run(load.schema.parse('1000/s'), context);
  await promise;
  interrupt.abort(new Error('interrupted'));
  await expect(context.loads.get('load')?.stop()).resolves.toMatchObject({ didWork: true });
});

test('a crash of the load itself is told when it is stopped', async () => {
  const crash: readonly SendOutcome[] = [{ status: 'ok', baseOffset: 0 }];
  const record = () => {
    throw new TypeError('no such file');
  };
  const { context } = testContext(scriptedCluster({ outcomes: crash }).cluster, { record });
  await load.run(load.schema.parse('10/s'), context);
  const running = context.loads.get('load');
  await new Promise((resolve) => setImmediate(resolve));
  await expect(running?.stop()).rejects.toThrow(new HarnessError("load 'load' crashed: no such file"));
});

test('a crash while it is being stopped is told, too', async () => {
  let stopping: Promise<unknown> | undefined;
  const { promise, resolve } = latch();
  const { context } = testContext(scriptedCluster({}).cluster, {
    record() {
      stopping = context.loads.get('load')?.stop();
      resolve();
      throw new TypeError('no space left');
    },
  });
  await load.run(load.schema.parse('10/s'), context);
  await promise;
  await expect(stopping).rejects.toThrow('no space left');
});

test('it waits for a first leader', async () => {
  const { cluster } = scriptedCluster({ partitions: [[]] });
  const { context } = testContext(cluster);
  const args = load.schema.parse({ rate: '10/s', timeout: '1s' });
  await expect(load.run(args, context)).rejects.toThrow('last seen no node answers');
  expect(context.loads.size).toBe(0);
});

test.each([
  ['200/s', 'load at 200/s, acks=all'],
  [{ rate: '30/m', name: 'writers', acks: 1 }, 'load writers at 30/m, acks=1'],
])('%j reads: %s', (written, text) => {
  expect(load.describe(load.schema.parse(written))).toBe(text);
});

test.each([['200'], ['0/s'], [200], [{ rate: '1/h' }]])('%j is no rate', (written) => {
  const [issue] = load.schema.safeParse(written).error?.issues ?? [];
  expect(JSON.stringify(issue)).toContain('expected a rate such as 200/s or 30/m');
});

test('walking: two loads need two names', () => {
  const { walk, problems } = testWalk();
  load.rules(load.schema.parse('10/s'), walk);
  load.rules(load.schema.parse({ rate: '10/s', name: 'other' }), walk);
  load.rules(load.schema.parse('10/s'), walk);
  expect(problems).toEqual(["a load called 'load' runs already; give this one another name"]);
});

test('walking: its partition must be there', () => {
  expect(problemsOf(load, { rate: '10/s', partition: 'orders-0' })).toEqual([
    "no partition is called 'orders-0'; there are topic1-0",
  ]);
});
