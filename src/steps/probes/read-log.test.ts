import { expect, test } from 'vitest';
import { openTestCluster } from '../fixtures/test-cluster.ts';
import { problemsOf } from '../fixtures/walk.ts';
import { readLog } from './read-log.ts';

const acked = () => [0, 1, 2].map((offset) => ({ offset, value: `1/${offset}` }));

test('without a node it reads every replica', async () => {
  await using lab = await openTestCluster();
  await lab.writeLog('broker-1', 3);
  await lab.writeLog('broker-2', 2);
  const context = { ...lab.context, acked };
  expect(await readLog.run(readLog.schema.parse(null), context)).toBe(
    'broker-1 3 records; broker-2 2 records, lacks 1 acknowledged',
  );
  const logs = lab.events.filter(({ type }) => type === 'log');
  expect(logs).toMatchObject([
    { node: 'broker-1', records: 3, missing: [], durable: false, final: false },
    { node: 'broker-2', records: 2, missing: ['1/2'] },
  ]);
});

test('a torn tail is told', async () => {
  await using lab = await openTestCluster();
  const path = await lab.writeLog('broker-2', 3);
  await lab.node('broker-2').machine.truncate(path, 16);
  expect(await readLog.run(readLog.schema.parse('broker-2'), lab.context)).toBe(
    'broker-2 2 records, 4 B torn',
  );
});

test('a node that holds no replica cannot be read', async () => {
  await using lab = await openTestCluster();
  await expect(readLog.run(readLog.schema.parse('broker-3'), lab.context)).rejects.toThrow(
    'read-log broker-3: no replica of topic1-0 is there, but on broker-1, broker-2',
  );
});

test.each([
  [null, []],
  ['broker-9', ["no node is called 'broker-9'"]],
  [{ node: 'leader', partition: 'a-1' }, ["no partition is called 'a-1'; there are topic1-0"]],
])('walking: %j', (written, problems) => {
  expect(problemsOf(readLog, written)).toEqual(problems);
});
