import { expect, test } from 'vitest';
import { heal } from '../actions/heal.ts';
import { openNetwork, openWays, withNetworks } from '../fixtures/network-cluster.ts';
import { problemsOf } from '../fixtures/walk.ts';
import type { Step, StepContext } from '../step.ts';
import { isolate } from './isolate.ts';
import { partition } from './partition.ts';

function run(step: Step, written: unknown, context: StepContext): Promise<string> {
  return step.run(step.schema.parse(written), context);
}

withNetworks('a partition', () => {
  test('leaves those who are in no group to reach all, and a cut that is in the way of another stays', async () => {
    await using lab = await openNetwork();
    await run(partition, [['broker-1'], ['broker-2']], lab.context);
    await run(isolate, { node: 'broker-3', from: ['broker-2', 'clients'] }, { ...lab.context, step: 1 });
    expect(await openWays(lab)).toEqual([
      'broker-1 broker-3',
      'broker-3 broker-1',
      'clients broker-1',
      'clients broker-2',
    ]);
    await run(heal, 'broker-3', lab.context);
    expect(await openWays(lab)).toHaveLength(7);
  });

  test('one way drops the packets of one direction alone', async () => {
    await using lab = await openNetwork();
    await run(partition, { from: 'broker-1', to: 'broker-2' }, lab.context);
    expect(lab.events.filter(({ type }) => type === 'fault')).toMatchObject([
      { node: 'broker-2', proof: { ways: [{ from: 'broker-1', to: 'broker-2' }] } },
    ]);
  });
});

test.each([
  [[['broker-1'], ['broker-2', 'broker-1']], ["'broker-1' can't be on both sides of a cut"]],
  [[['broker-9'], ['clients']], ["no node is called 'broker-9'"]],
  [{ from: 'broker-1', to: 'clients' }, []],
])('%j is read as a partition, or told', (written, problems) => {
  expect(problemsOf(partition, written)).toEqual(problems);
});

test.each([['broker-1'], [[['broker-1']]], [{ from: 'broker-1' }]])('%j is no partition', (written) => {
  expect(() => partition.schema.parse(written)).toThrow(/two groups/);
});
