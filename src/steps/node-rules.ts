import type { NodeArgs } from './node-args.ts';
import type { Walk, WalkState } from './walk.ts';

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
  for (const target of args.nodes) {
    const meant = walk.resolve([target]);
    const wrong = meant.nodes.filter((node) => isWrong(walk.stateOf(node), change.from));
    if (meant.sure) {
      for (const node of wrong) {
        walk.problem(`${node} ${words[walk.stateOf(node)]} at this point; ${change.help}`);
      }
    } else if (wrong.length > 0 && wrong.length === meant.nodes.length) {
      const each = wrong.map((node) => `${node} ${words[walk.stateOf(node)]}`).join(', ');
      walk.problem(`'${target}' finds no node that will do at this point: ${each}; ${change.help}`);
    }
    if (change.to) walk.set(meant, change.to);
  }
}

/** A role's node may be in the right state: only a surely wrong state is a problem. */
function isWrong(state: WalkState, allowed: readonly WalkState[]): boolean {
  return state !== 'maybe' && !allowed.includes(state);
}

/** Names the partitions that there are when the step names another one. */
export function checkPartition(walk: Walk, partition: string | undefined): void {
  if (partition === undefined || walk.partitions.includes(partition)) return;
  walk.problem(`no partition is called '${partition}'; there are ${walk.partitions.join(', ')}`, [
    'partition',
  ]);
}
