import type { NodeArgs } from './node-args.ts';
import type { Walk, WalkState, WalkTargets } from './walk.ts';

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
