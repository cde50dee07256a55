import { expect, test } from 'vitest';
import type { Node } from '../../cluster/cluster.ts';
import type { Machine } from '../../machines/machine.ts';
import { heal } from '../actions/heal.ts';
import { answerMs, openNetwork, openWays, withNetworks } from '../fixtures/network-cluster.ts';
import { overlay } from '../fixtures/overlay.ts';
import type { TestCluster } from '../fixtures/test-cluster.ts';
import { problemsOf } from '../fixtures/walk.ts';
import type { Step, StepContext } from '../step.ts';
import { isolate } from './isolate.ts';

function run(step: Step, written: unknown, context: StepContext): Promise<string> {
  return step.run(step.schema.parse(written), context);
}

/** A context in which the packet filter of every node does something else than it is told. */
function withFilter(
  lab: TestCluster,
  instead: (argv: readonly string[], input: string) => Filter,
): StepContext {
  const deceived = lab.cluster.nodes.map((node) => overlay(node, { machine: deceiving(node, instead) }));
  const node = (name: string) => deceived.find((each) => each.name === name) as Node;
  return {
    ...lab.context,
    cluster: overlay(lab.cluster, { nodes: deceived, node }),
    select: async (targets) => targets.map(node),
  };
}

interface Filter {
  readonly argv: readonly string[];
  readonly input: string;
}

function deceiving({ machine }: Node, instead: (argv: readonly string[], input: string) => Filter): Machine {
  return overlay(machine, {
    exec(argv, options) {
      if (argv[0] !== 'nft') return machine.exec(argv, options);
      const { argv: other, input } = instead(argv, options?.input ?? '');
      return machine.exec(other, { ...options, input });
    },
  });
}

withNetworks('a node that is isolated', () => {
  test('keeps one node from all others and the clients, until it is healed', async () => {
    await using lab = await openNetwork();
    expect(await run(isolate, 'broker-1', lab.context)).toBe('packets are dropped, nothing comes back');
    expect(await openWays(lab)).toEqual([
      'broker-2 broker-3',
      'broker-3 broker-2',
      'clients broker-2',
      'clients broker-3',
    ]);
    expect(lab.events.filter(({ type }) => type === 'fault')).toHaveLength(3);
    expect(lab.events.at(-1)).toMatchObject({
      happened: true,
      proof: { ways: [{ packets: expect.any(Number) }] },
    });
    expect(lab.cluster.cuts.canAsk('broker-1')).toBe(false);
    expect(await run(heal, 'broker-1', lab.context)).toMatch(
      /packets dropped meanwhile, every way is open again$/,
    );
    expect(await openWays(lab)).toHaveLength(9);
    expect(lab.cluster.cuts.canAsk('broker-1')).toBe(true);
  });

  test.each<[string, (argv: readonly string[], input: string) => Filter]>([
    ['not made', (argv, input) => ({ argv: argv[1] === '-f' ? ['true'] : argv, input })],
    [
      'made for somebody else',
      (argv, input) => ({ argv, input: input.replace(/198\.\d+\.\d+\.\d+/g, '192.0.2.1') }),
    ],
    [
      'counting and not dropping',
      (argv, input) => ({ argv, input: input.replaceAll('counter drop', 'counter') }),
    ],
    ['of one way of two', (argv, input) => ({ argv, input: input.replace(/^.*comment "clients"$/gm, '') })],
  ])('a cut that is %s is noticed', async (_title, instead) => {
    await using lab = await openNetwork();
    await expect(run(isolate, 'broker-1', withFilter(lab, instead))).rejects.toThrow(
      /still gets an answer|no packet of .* was dropped/,
    );
  });

  test('a heal that opens nothing is noticed', async () => {
    await using lab = await openNetwork();
    const context = withFilter(lab, (argv, input) => ({
      argv: argv[1] === 'delete' ? ['true'] : argv,
      input,
    }));
    const end = new AbortController();
    await run(isolate, 'broker-1', { ...context, signal: end.signal });
    const healing = run(heal, 'broker-1', context);
    setTimeout(() => end.abort(new Error('enough')), 2 * answerMs);
    await expect(healing).rejects.toThrow('enough');
  });

  test('a cut that somebody else has healed is noticed', async () => {
    await using lab = await openNetwork();
    await run(isolate, 'broker-1', lab.context);
    await lab.node('broker-1').machine.exec(['nft', 'flush', 'ruleset']);
    await expect(run(heal, 'broker-1', lab.context)).rejects.toThrow(
      'the cut of broker-1 was gone before it was healed',
    );
  });

  test('a way that was closed before is no cut', async () => {
    await using lab = await openNetwork();
    await lab.node('broker-1').machine.exec(['ip', 'link', 'set', 'eth0', 'down']);
    await expect(run(isolate, 'broker-1', lab.context)).rejects.toThrow(/was silent before it was cut/);
  });
});

test('names that mean nobody are told, `clients` is a place', () => {
  expect(problemsOf(isolate, { node: 'leader', from: ['clients', 'broker-9'] })).toEqual([
    "no node is called 'broker-9'",
  ]);
  expect(problemsOf(isolate, { node: 'broker-1', from: 'clients' })).toEqual([]);
});

test('a step says whom it isolates from whom', () => {
  const text = (written: unknown) => isolate.describe(isolate.schema.parse(written));
  expect(text('leader')).toBe('isolate leader');
  expect(text({ node: 'leader', from: ['metadata', 'clients'] })).toBe(
    'isolate leader from metadata, clients',
  );
});
