import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newRunId } from '../../lib/run-id.ts';
import { requirement } from '../../testing/require.ts';
import { describeWithDocker, dockerBench } from '../docker/testing/bench.ts';
import { partitionPower } from '../local/net/power.ts';
import { local } from '../local.ts';
import type { Machine, Runtime } from '../machine.ts';
import { type TestBench, testBench } from '../testing/bench.ts';
import { reachFrom, reachFromHost } from './reach.ts';
import { type DropRule, droppedPackets, loadRules, removeRules } from './rules.ts';

const budgetMs = 1000;
const power = await partitionPower();

requirement(
  'networks',
  power.there,
  power.why,
)('local machines', async () => {
  networkContract(await testBench(local, 'network'));
});
(await describeWithDocker())('containers', async () => networkContract(await dockerBench('network')));

/** What a runtime with the power `partition` promises: a machine drops what it is told to, and nothing else. */
function networkContract(bench: TestBench): void {
  const runId = newRunId();
  let runtime: Runtime;
  let one: Machine;
  let other: Machine;
  beforeAll(async () => {
    runtime = await bench.open(runId);
    one = await runtime.machine(bench.spec('broker-1', ['partition']));
    other = await runtime.machine(bench.spec('broker-2', ['partition']));
  });
  afterAll(async () => {
    await runtime[Symbol.asyncDispose]();
    await bench.remove();
  });
  const place = (machine: Machine) => machine.networkPlace?.() ?? { address: '', clients: '' };
  const peer = (machine: Machine) => ({
    host: place(machine).address,
    port: machine.address('peers').fromPeers.port,
  });
  const fromHost = (machine: Machine) => reachFromHost(machine.address('clients').fromHost, budgetMs);

  describe('before any cut', () => {
    test('machines reach each other, and this host reaches them', async () => {
      expect(await reachFrom(one, peer(other), budgetMs)).toBe('answered');
      expect(await reachFrom(other, peer(one), budgetMs)).toBe('answered');
      expect(await fromHost(one)).toBe('answered');
    });
  });

  test('packets of a peer are dropped and counted, those of others are not, until the rules go', async () => {
    const rule: DropRule = { direction: 'in', peer: place(other).address, name: 'broker-2' };
    await loadRules(one, 'peer', [rule]);
    expect(await reachFrom(other, peer(one), budgetMs)).toBe('silent');
    expect((await droppedPackets(one, 'peer', [rule])).get(rule)).toBeGreaterThan(0);
    expect(await fromHost(one)).toBe('answered');
    await removeRules(one, 'peer');
    expect(await reachFrom(other, peer(one), budgetMs)).toBe('answered');
  });

  test.each(['in', 'out'] as const)(
    'packets of clients are dropped and counted on the way %s',
    async (direction) => {
      const rule: DropRule = { direction, peer: place(one).clients, name: 'clients' };
      await loadRules(one, 'clients', [rule]);
      expect(await fromHost(one)).toBe('silent');
      expect((await droppedPackets(one, 'clients', [rule])).get(rule)).toBeGreaterThan(0);
      expect(await reachFrom(other, peer(one), budgetMs)).toBe('answered');
      await removeRules(one, 'clients');
      expect(await fromHost(one)).toBe('answered');
    },
  );

  test('two cuts are healed apart', async () => {
    const rule: DropRule = { direction: 'in', peer: place(other).address, name: 'broker-2' };
    await loadRules(one, 'first', [rule]);
    await loadRules(one, 'second', [rule]);
    await removeRules(one, 'first');
    expect(await reachFrom(other, peer(one), budgetMs)).toBe('silent');
    await removeRules(one, 'second');
    await expect(removeRules(one, 'second')).rejects.toThrow(/nft/);
  });
}
