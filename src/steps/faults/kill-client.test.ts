import { expect, test } from 'vitest';
import { testContext } from '../fixtures/context.ts';
import { scriptedCluster } from '../fixtures/scripted-cluster.ts';
import { problemsOf, testWalk } from '../fixtures/walk.ts';
import type { Load, LoadClient } from '../step.ts';
import { killClient } from './kill-client.ts';

function contextWith(...looks: readonly (readonly LoadClient[])[]) {
  let look = 0;
  const load: Load = {
    name: 'payments',
    clients: () => looks[Math.min(look++, looks.length - 1)] ?? [],
    stop: async () => ({ didWork: true, text: '' }),
  };
  return testContext(scriptedCluster({}).cluster, { loads: new Map([['payments', load]]) });
}

const clientThat = (exit: { readonly signal: string | null; readonly code: number | null }): LoadClient => ({
  name: 'payments-1',
  kill: async () => ({ pid: 7, ...exit }),
});

test('the first living client is killed, with the kernel’s word as the proof', async () => {
  const { context, events } = contextWith([clientThat({ signal: 'SIGKILL', code: null })]);
  expect(await killClient.run('payments', context)).toBe('payments-1, process 7, SIGKILL');
  expect(events).toMatchObject([
    {
      type: 'fault',
      fault: 'kill-client',
      node: 'payments-1',
      happened: true,
      proof: { pid: 7, signal: 'SIGKILL' },
    },
  ]);
});

test('a process that had ended by itself was not killed, and proves nothing', async () => {
  const { context, events } = contextWith([clientThat({ signal: null, code: 1 })]);
  await expect(killClient.run('payments', context)).rejects.toThrow(
    'its process ended by itself, exit code 1',
  );
  expect(events).toMatchObject([{ type: 'fault', happened: false }]);
});

test('a client that is replaced just now is waited for', async () => {
  const { context, events } = contextWith([], [], [clientThat({ signal: 'SIGKILL', code: null })]);
  expect(await killClient.run('payments', context)).toBe('payments-1, process 7, SIGKILL');
  expect(events).toMatchObject([{ type: 'fault', happened: true }]);
});

test('without a client there is nobody to kill', async () => {
  const { context, events } = contextWith([]);
  await expect(killClient.run('payments', context)).rejects.toThrow(
    'not after 30 s; last seen none of its clients is a process that runs now',
  );
  await expect(killClient.run('other', context)).rejects.toThrow('kill-client other: no such workload');
  expect(events).toEqual([]);
});

test('walking: only what runs in the background has clients', () => {
  expect(problemsOf(killClient, 'payments')).toEqual([
    "no workload called 'payments' runs in the background at this point",
  ]);
  const { walk, problems } = testWalk();
  walk.loads.add('payments');
  killClient.rules('payments', walk);
  expect(problems).toEqual([]);
});
