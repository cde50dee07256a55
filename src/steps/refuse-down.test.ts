import { expect, test } from 'vitest';
import type { Machine } from '../machines/machine.ts';
import { scriptedCluster } from './fixtures/scripted-cluster.ts';
import { refuseAllDown, refuseDown } from './refuse-down.ts';

const nodesWith = (...nodes: Parameters<typeof scriptedCluster>[0]['nodes'] & object) =>
  scriptedCluster({ nodes }).cluster.nodes;
const down = { name: 'broker-2', state: 'stopped' as const };

test('what needs a node that is down is refused, and so is what needs one that was never started', async () => {
  await expect(refuseDown('the ISR', nodesWith(down))).rejects.toThrow(
    "the ISR: can't come, as broker-2 is down",
  );
  await expect(refuseDown('the ISR', nodesWith({ ...down, state: 'new' }))).rejects.toThrow(
    'was never started',
  );
  await refuseDown('the ISR', nodesWith({ ...down, state: 'paused' }));
});

test('of a group one that is up will do', async () => {
  await refuseAllDown('an answer', nodesWith(down));
  await expect(refuseAllDown('an answer', nodesWith(down).slice(1, 2))).rejects.toThrow('broker-2 is down');
});

test('a machine that is lost is told as that: its process is down for no reason of its own', async () => {
  const stat = async () => {
    throw new Error('the container of broker-2 was removed by somebody else');
  };
  const lost = { ...down, machine: { folder: '/node', stat } as unknown as Machine };
  await expect(refuseDown('the ISR', nodesWith(lost))).rejects.toThrow('was removed by somebody else');
});
