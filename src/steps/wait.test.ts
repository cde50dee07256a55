import { expect, test } from 'vitest';
import { testContext } from './fixtures/context.ts';
import { partitionState, scriptedCluster } from './fixtures/scripted-cluster.ts';
import { problemsOf } from './fixtures/walk.ts';
import { wait } from './wait.ts';

const parse = (written: unknown) => wait.schema.parse(written);

test('its result tells how long it took and what it saw', async () => {
  const partitions = [
    [partitionState({ isr: ['broker-1'] })],
    [partitionState({ isr: ['broker-2', 'broker-3'], leader: 'broker-2' })],
  ];
  const { context } = testContext(scriptedCluster({ partitions }).cluster);
  expect(await wait.run(parse({ isr: ['broker-2', 'broker-3'] }), context)).toBe('0.0 s, leader broker-2');
});

test('the timeout is the budget', async () => {
  const { context } = testContext(scriptedCluster({}).cluster);
  await expect(wait.run(parse({ isr: 'broker-2', timeout: '4s' }), context)).rejects.toThrow(
    'wait for ISR {2}: not after 4 s; last seen leader broker-1, ISR {1,2,3}',
  );
});

test('another partition can be named', async () => {
  const partitions = [[partitionState({}), partitionState({ partition: 'orders-2', leader: 'broker-3' })]];
  const { context } = testContext(scriptedCluster({ partitions }).cluster);
  const args = parse({ leader: 'broker-3', partition: 'orders-2' });
  expect(await wait.run(args, context)).toContain('leader broker-3');
  expect(wait.describe(args)).toBe('wait for leader broker-3 of orders-2');
});

test('the plan holds it as plain data', () => {
  const args = parse({ isr: ['broker-2', 'broker-3'], timeout: '30s' });
  expect(JSON.parse(JSON.stringify(args))).toEqual({
    wait: 'isr',
    args: ['broker-2', 'broker-3'],
    budgetMs: 30_000,
  });
});

test.each([{}, { timeout: '30s' }, { isr: 'broker-2', leader: 'broker-2' }])(
  '%j is not one wait',
  (written) => {
    expect(wait.schema.safeParse(written).error?.issues[0]?.message).toBe(
      'expected exactly one of leader, in-sync, end-offset, acknowledged, read, log, isr, registered, unregistered, start-offset, compacted, transactions',
    );
  },
);

test.each([
  [{ leader: 'broker-9' }, ["no node is called 'broker-9'"]],
  [{ leader: 'none', partition: 'orders-7' }, ["no partition is called 'orders-7'; there are topic1-0"]],
])('walking: %j', (written, problems) => {
  expect(problemsOf(wait, written)).toEqual(problems);
});
