import { expect, test } from 'vitest';
import { testPlan } from './fixtures/plan.ts';
import { registeredBrokers } from './registered.ts';

const active =
  'INFO [QuorumController id=101] Becoming the active controller at epoch 2, next write offset 44.';
const unfenced = (id: number) =>
  `INFO [QuorumController id=101] The request from broker ${id} to unfence has been granted because it has caught up`;

function registered(cluster: object, runningNodes: readonly string[], lines: readonly string[] = []) {
  return registeredBrokers({
    plan: testPlan(cluster),
    runningNodes,
    linesOf: (node) => (node.startsWith('controller') || node === 'broker-1' ? lines : []),
    addressOf: () => {
      throw new Error('KRaft is not asked over the network');
    },
  });
}

test('a dead broker counts until the controller has fenced it', async () => {
  const lines = [unfenced(1), unfenced(2), active];
  expect(await registered({ kafka: '4.3.1' }, ['controller-1'], lines)).toEqual({
    nodes: ['broker-1', 'broker-2'],
  });
});

test('a 3.9 controller that no broker speaks to goes on naming the dead, so it is not believed', async () => {
  const kraft = { kafka: '3.9.1', metadata: 'kraft' };
  const lines = [unfenced(1), unfenced(2), active];
  expect(await registered(kraft, ['controller-1'], lines)).toEqual({ nodes: [] });
  expect(await registered(kraft, ['controller-1', 'broker-1'], lines)).toEqual({
    nodes: ['broker-1', 'broker-2'],
  });
});

test('without an active controller nobody can tell', async () => {
  expect(await registered({ kafka: '4.3.1' }, [])).toEqual({ notServing: 'no controller runs' });
  expect(await registered({ kafka: '4.3.1' }, ['controller-1'])).toHaveProperty('notServing');
});

test('combined nodes that are all down can only be started', async () => {
  const combined = { kafka: '4.3.1', controllers: 'combined' };
  expect(await registered(combined, [])).toEqual({ nodes: [] });
  expect(await registered(combined, ['broker-1'], [unfenced(1), active])).toEqual({ nodes: ['broker-1'] });
});
