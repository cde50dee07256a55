import { expect, test } from 'vitest';
import type { Node } from '../../cluster/cluster.ts';
import { testContext } from '../fixtures/context.ts';
import { scriptedCluster } from '../fixtures/scripted-cluster.ts';
import { problemsOf, testWalk } from '../fixtures/walk.ts';
import { pick } from './pick.ts';

function contextWith(roles: Readonly<Record<string, readonly string[]>>) {
  const { cluster } = scriptedCluster({});
  const select = async (targets: readonly string[]): Promise<readonly Node[]> =>
    targets.flatMap((target) => roles[target] ?? [target]).map((name) => cluster.node(name));
  return testContext(cluster, { select });
}

test('a picked name stays with the node that held the role', async () => {
  const { context, bound } = contextWith({ leader: ['broker-2'] });
  expect(await pick.run({ 'last-leader': 'leader' }, context)).toBe('last-leader = broker-2');
  expect(bound.get('last-leader')?.name).toBe('broker-2');
});

test('each follower of one pick is another one, in node order', async () => {
  const { context } = contextWith({ followers: ['broker-1', 'broker-3'] });
  expect(await pick.run({ one: 'follower', two: 'follower' }, context)).toBe(
    'one = broker-1, two = broker-3',
  );
});

test('more followers than there are end the steps', async () => {
  const { context } = contextWith({ followers: ['broker-1'] });
  await expect(pick.run({ one: 'follower', two: 'follower' }, context)).rejects.toThrow(
    'there is only 1 follower now',
  );
});

test.each([
  [[], 'no node'],
  [['broker-1', 'broker-2'], 'broker-1, broker-2'],
])('a role that %j have now is bound to nobody', async (names, text) => {
  const { context, bound } = contextWith({ isr: names });
  await expect(pick.run({ one: 'isr' }, context)).rejects.toThrow(`'isr' is ${text} now`);
  expect(bound.size).toBe(0);
});

test.each([
  [{ mine: 'leader' }, []],
  [{ 'broker-1': 'leader' }, ["'broker-1' is a node's own name; pick another one"]],
  [{ leader: 'follower' }, ["'leader' is a role's name; pick another one"]],
  [{ mine: 'brokers' }, ["'brokers' means several nodes, a name is bound to one"]],
  [{ mine: 'broker-9' }, ["no node is called 'broker-9'"]],
])('walking: %j', (written, problems) => {
  expect(problemsOf(pick, written)).toEqual(problems);
});

test('walking: a bound name can be named afterwards', () => {
  const { walk, problems } = testWalk();
  pick.rules({ mine: 'leader' }, walk);
  expect(walk.resolve(['mine']).nodes).toEqual(['broker-1', 'broker-2', 'broker-3']);
  expect(problems).toEqual([]);
});
