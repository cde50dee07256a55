import { expect, test } from 'vitest';
import { testContext } from '../fixtures/context.ts';
import { scriptedCluster } from '../fixtures/scripted-cluster.ts';
import { testWalk } from '../fixtures/walk.ts';
import type { Load } from '../step.ts';
import { stopLoad } from './stop-load.ts';

function contextWith(acknowledged: number, sent: number) {
  const text = `${acknowledged} acknowledged of ${sent} sent`;
  const load: Load = { name: 'load', stop: async () => ({ didWork: acknowledged > 0, text }) };
  return testContext(scriptedCluster({}).cluster, { loads: new Map([['load', load]]) }).context;
}

test('it tells what the load achieved, and the load is gone', async () => {
  const context = contextWith(99, 100);
  expect(await stopLoad.run(stopLoad.schema.parse(null), context)).toBe('99 acknowledged of 100 sent');
  expect(context.loads.size).toBe(0);
});

test('a load that was never acknowledged proves nothing', async () => {
  await expect(stopLoad.run(['load'], contextWith(0, 100))).rejects.toThrow(
    'load load: 0 acknowledged of 100 sent, so it proves nothing',
  );
});

test('a load that does not run ends the steps', async () => {
  await expect(stopLoad.run(['other'], contextWith(1, 1))).rejects.toThrow(
    'stop-load other: no such load runs',
  );
});

test('walking: only a load that runs can be stopped, once', () => {
  const { walk, problems } = testWalk();
  walk.loads.add('writers');
  stopLoad.rules(stopLoad.schema.parse('writers'), walk);
  stopLoad.rules(stopLoad.schema.parse('writers'), walk);
  expect(problems).toEqual(["no load called 'writers' runs at this point; start it with load"]);
});
