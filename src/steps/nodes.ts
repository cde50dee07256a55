import { z } from 'zod';
import type { Node } from '../cluster/cluster.ts';
import { Inconclusive } from '../errors.ts';
import { allDone } from '../lib/all-done.ts';
import { durationMs, expected, oneOrMany } from '../lib/schemas.ts';
import { listText } from '../lib/words.ts';
import type { StepContext } from './step.ts';
import type { Walk, WalkState, WalkTargets } from './walk.ts';

/** The nodes that a step is about, as the scenario names them; `partition` tells whose leader a role means. */
export interface NodeArgs {
  readonly nodes: readonly string[];
  readonly partition?: string | undefined;
}

/** Likewise, for a step that waits for its nodes. */
export interface TimedNodeArgs extends NodeArgs {
  readonly budgetMs: number;
}

const partitionError = { error: expected("a partition's name such as topic1-0") };

/** A partition by its name, `topic1-0`. */
export const partitionArg = z
  .string(partitionError)
  .regex(/^.+-\d+$/, partitionError)
  .describe("a partition's name, such as topic1-0");

const offsetError = { error: expected('an offset, a whole number from 1') };

/** Where a log can come to begin, or to be compacted up to. */
export const offsetArg = z.int(offsetError).min(1, offsetError);

/** How long a step may wait before the run is inconclusive. */
export const timeoutArg = durationMs.prefault('60s').describe('how long to wait at most, such as 30s');

/** A step is written about a `node`, be it several; its arguments hold the list as `nodes`. */
export function nodesIn<Written extends { readonly node: readonly string[] }>({ node, ...rest }: Written) {
  return { nodes: node, ...rest };
}

const nodesError = { error: expected('a node, a list of nodes, or a map with `node`') };

/** `broker-1`, `[broker-1, broker-2]`, or `{ node: leader, partition: orders-2 }`. */
export const nodeArgs = z
  .union(
    [
      oneOrMany.transform((node) => ({ node })),
      z.strictObject({ node: oneOrMany, partition: partitionArg.optional() }),
    ],
    nodesError,
  )
  .transform((written): NodeArgs => nodesIn(written));

/** Likewise, with a `timeout` in the map. */
export const timedNodeArgs = z
  .union(
    [
      oneOrMany.transform((node) => ({ node, timeout: 60_000 })),
      z.strictObject({ node: oneOrMany, partition: partitionArg.optional(), timeout: timeoutArg }),
    ],
    nodesError,
  )
  .transform(({ timeout, ...written }): TimedNodeArgs => ({ ...nodesIn(written), budgetMs: timeout }));

/** What a step asks of its nodes and makes of them, for the walk. */
export interface StateChange {
  readonly from: readonly WalkState[];
  /** Left out when the step leaves the nodes as they are. */
  readonly to?: WalkState;
  /** What to do about a node in another state: `start it first`. */
  readonly help: string;
}

const words: Record<WalkState, string> = {
  running: 'runs',
  stopped: 'does not run',
  paused: 'is paused',
  maybe: 'may run or not',
};

/** Holds every node that is meant against the states that the step can work with, then moves the walk on. */
export function changeState(walk: Walk, args: NodeArgs, change: StateChange): void {
  checkPartition(walk, args.partition);
  const meant = args.nodes.map((target) => ({ target, ...walk.resolve([target]) }));
  for (const each of meant) checkStates(walk, each, change);
  const { to } = change;
  if (to) for (const each of meant) walk.set(each, to);
}

function checkStates(
  walk: Walk,
  meant: WalkTargets & { readonly target: string },
  change: StateChange,
): void {
  const wrong = meant.nodes.filter((node) => isWrong(walk.stateOf(node), change.from));
  const each = wrong.map((node) => `${node} ${words[walk.stateOf(node)]}`);
  if (meant.sure) {
    for (const text of each) walk.problem(`${text} at this point; ${change.help}`);
  } else if (wrong.length > 0 && wrong.length === meant.nodes.length) {
    const nobody = `'${meant.target}' finds no node that will do at this point`;
    walk.problem(`${nobody}: ${each.join(', ')}; ${change.help}`);
  }
}

/** A role's node may be in the right state: only a surely wrong state is a problem. */
function isWrong(state: WalkState, allowed: readonly WalkState[]): boolean {
  return state !== 'maybe' && !allowed.includes(state);
}

/** Names the partitions that there are when the step names another one. */
export function checkPartition(
  walk: Walk,
  partition: string | undefined,
  path: readonly string[] = ['partition'],
): void {
  if (partition === undefined || walk.partitions.includes(partition)) return;
  walk.problem(`no partition is called '${partition}'; there are ${walk.partitions.join(', ')}`, path);
}

/** The nodes meant now, each once. A name that means nobody now would make the step do less than it says: it ends the steps. */
export async function selectNodes(context: StepContext, args: NodeArgs): Promise<readonly Node[]> {
  const chosen = new Set<Node>();
  for (const target of args.nodes) {
    const nodes = await context.select([target], args.partition);
    if (nodes.length === 0) throw new Inconclusive(`${target}: no node is that now`);
    for (const node of nodes) chosen.add(node);
  }
  return [...chosen];
}

/** A step that does the same to each of its nodes, side by side, and says so in words. */
export function onEachNode(work: (node: Node) => Promise<unknown>, result: string) {
  return async (args: NodeArgs, context: StepContext): Promise<string> => {
    const nodes = await selectNodes(context, args);
    await allDone(nodes.map(work));
    return resultFor(args.nodes, nodes, result);
  };
}

/** The result of a step on nodes, led by their names where the scenario said a role or a bound name. */
export function resultFor(
  targets: readonly string[],
  nodes: readonly { readonly name: string }[],
  result: string,
): string {
  const names = nodes.map(({ name }) => name);
  if (listText(names) === listText(targets)) return result;
  return result === '' ? listText(names) : `${listText(names)}: ${result}`;
}
