import { expect, test } from 'vitest';
import type { Cluster } from '../cluster/cluster.ts';
import { testContext } from '../steps/fixtures/context.ts';
import { testPlan } from '../steps/fixtures/plan.ts';
import { scriptedCluster } from '../steps/fixtures/scripted-cluster.ts';
import type { Healing } from '../steps/healings.ts';
import { finalPhase } from './final-phase.ts';

const healing = (text: string, changes: Partial<Healing> = {}): Healing => ({
  text,
  nodes: ['broker-1'],
  isDue: () => true,
  work: async () => text,
  ...changes,
});

/** What the phase performs, up to the wait for the ISR; nothing of it is done. */
async function performedWith(healings: readonly Healing[], cluster: Cluster): Promise<readonly string[]> {
  const { context } = testContext(cluster);
  for (const each of healings) context.healings.add(each);
  const performed: string[] = [];
  await finalPhase(cluster, context, async (name, text) => performed.push(`${name}: ${text}`));
  return performed.slice(
    0,
    performed.findIndex((text) => text.startsWith('full-isr')),
  );
}

test('what was hurt is healed in reverse order, and what is no more is left out', async () => {
  const healings = [healing('first'), healing('moot', { isDue: () => false }), healing('last')];
  expect(await performedWith(healings, scriptedCluster({}).cluster)).toEqual(['heal: last', 'heal: first']);
});

test('a node that is expected to stay down keeps what holds it down', async () => {
  const plan = testPlan({ expect: { ...testPlan().expect, down: ['broker-1'] } });
  const failedDisk = (node: string) => healing(`remount ${node}`, { nodes: [node], bringsBack: true });
  const healings = [healing('resume broker-1'), failedDisk('broker-1'), failedDisk('broker-2')];
  expect(await performedWith(healings, scriptedCluster({ plan }).cluster)).toEqual([
    'heal: remount broker-2',
    'heal: resume broker-1',
  ]);
});
