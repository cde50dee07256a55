import { expect, test } from 'vitest';
import { testContext } from '../fixtures/context.ts';
import { scriptedCluster } from '../fixtures/scripted-cluster.ts';
import { openTestCluster } from '../fixtures/test-cluster.ts';
import { problemsOf } from '../fixtures/walk.ts';
import { log } from './log.ts';

const args = log.schema.parse({ node: 'broker-3', text: 'Truncating to offset' });

test('it waits for the line, and the line is its result', async () => {
  const looks = [[], ['started'], ['started', '[x] Truncating to offset 9 (kafka.log.Log)']];
  const lines = () => (looks.length > 1 ? looks.shift() : looks[0]) ?? [];
  const { context } = testContext(scriptedCluster({ nodes: [{ name: 'broker-3', lines }] }).cluster);
  expect(await log.run(args, context, 1000)).toBe('[x] Truncating to offset 9 (kafka.log.Log)');
});

test('a line of an earlier start does not count', async () => {
  await using lab = await openTestCluster();
  const { context } = testContext(lab.cluster);
  await lab.up('broker-3');
  await lab.node('broker-3').end('SIGKILL', 5000);
  await lab.up('broker-3');
  expect(
    lab
      .node('broker-3')
      .lines()
      .filter((line) => line === 'ready'),
  ).toHaveLength(1);
  await expect(log.run({ ...args, text: 'never said' }, context, 50)).rejects.toThrow(
    'wait for "never said" in the output of broker-3: not after 0.05 s; last seen broker-3: ready',
  );
});

test('walking: its node must be there', () => {
  expect(problemsOf(log, { node: 'broker-9', text: 'x' })).toEqual(["no node is called 'broker-9'"]);
});

test('the output of a node that is down gets no more lines', async () => {
  const down = { name: 'broker-3', state: 'stopped' as const, lines: () => ['the last'] };
  const { context } = testContext(scriptedCluster({ nodes: [down] }).cluster);
  const run = (text: string) => log.run(log.schema.parse({ node: 'broker-3', text }), context, 60_000);
  expect(await run('last')).toBe('the last');
  await expect(run('more')).rejects.toThrow("can't come, as broker-3 is down");
});
