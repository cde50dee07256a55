import type { Node } from '../cluster/cluster.ts';
import { Inconclusive } from '../errors.ts';
import { allDone } from '../lib/all-done.ts';
import { requireDisks } from './disks.ts';
import { changeState, type NodeArgs, resultFor, selectNodes } from './nodes.ts';
import { refuseAlive } from './refuse-alive.ts';
import {
  defineStep,
  type FaultProof,
  proveAll,
  type Shown,
  type Step,
  type StepContext,
  shownBy,
} from './step.ts';
import type { Walk, WalkState } from './walk.ts';

const takable = {
  running: { from: ['running'], help: 'needs a running node' },
  alive: { from: ['running', 'paused'], help: 'needs a running node' },
  stopped: { from: ['stopped'], help: 'needs a stopped node' },
  any: { from: ['running', 'paused', 'stopped'], help: 'takes any node' },
} as const;

type Hurt<Args> = (
  nodes: readonly Node[],
  args: Args,
  context: StepContext,
) => Promise<readonly FaultProof[]>;

/** What is particular to a fault on nodes. */
export interface NodeFault<Args extends NodeArgs> extends Omit<Step<Args>, 'kind' | 'rules' | 'run'> {
  /** The nodes that it can hurt: `alive` ones run or are paused. A `stopped` one has nobody that uses its files. */
  readonly takes: keyof typeof takable;
  /** What the nodes are afterwards; left out when they stay what they are. */
  readonly leaves?: WalkState;
  /** It is about disks of their own, and needs them. */
  readonly onDisks?: true;
  /** What must hold besides. */
  rules?(args: Args, walk: Walk): void;
  /** One proof a node. */
  readonly hurt: Hurt<Args>;
  /** What follows once it is proven, as coming back does after a crash; answers with the result in words. */
  afterwards?(nodes: readonly Node[], args: Args, context: StepContext): Promise<string>;
  /** In words; by default what each proof says. */
  result?(said: string, proofs: readonly FaultProof[]): string;
}

/** A fault on nodes: they are found when it runs, and each of them owes a proof, or the run proves nothing. */
export function defineNodeFault<Args extends NodeArgs>(fault: NodeFault<Args>): Step<Args> {
  const { takes, leaves, onDisks, rules, hurt, afterwards, result = (said) => said, ...rest } = fault;
  return defineStep({
    ...rest,
    kind: 'fault',
    ...(onDisks ? { needs: ['power-loss' as const] } : {}),
    rules(args, walk) {
      if (onDisks) requireDisks(walk, args);
      rules?.(args, walk);
      const { from, help } = takable[takes];
      const first = takes === 'stopped' ? 'kill or stop it first, ' : '';
      const change = { from, help: `${first}${fault.name} ${help}` };
      changeState(walk, args, leaves ? { ...change, to: leaves } : change);
    },
    async run(args, context) {
      const nodes = await selectNodes(context, args);
      const refused = takes === 'stopped' ? nodes.flatMap((node) => refuseAlive(node) ?? []) : [];
      const proofs = refused.length > 0 ? refused : await hurt(nodes, args, context);
      proveAll(context, fault.name, proofs);
      requireProofs(fault.name, nodes, proofs);
      const said = afterwards ? await afterwards(nodes, args, context) : saidBy(proofs);
      return resultFor(args.nodes, nodes, result(said, proofs));
    },
  });
}

/** Nodes that are hurt side by side, each for itself. */
export function each<Args>(
  hurtOne: (node: Node, args: Args, context: StepContext) => Promise<Shown>,
): Hurt<Args> {
  return (nodes, args, context) =>
    allDone(nodes.map(async (node) => shownBy(node.name, await hurtOne(node, args, context))));
}

/** Fewer than it was told is less than it was told. */
function requireProofs(fault: string, nodes: readonly Node[], proofs: readonly FaultProof[]): void {
  const without = nodes.find(({ name }) => !proofs.some(({ node }) => node === name));
  if (without) throw new Inconclusive(`${fault} ${without.name}: nothing shows that it happened`);
}

function saidBy(proofs: readonly FaultProof[]): string {
  const [first] = proofs;
  if (first && proofs.length === 1) return first.text ?? '';
  return proofs.map(({ node, text }) => `${node} ${text ?? ''}`.trimEnd()).join('; ');
}
