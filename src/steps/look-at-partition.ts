import type { Node } from '../cluster/cluster.ts';
import { waitUntil } from '../lib/wait-until.ts';
import type { PartitionState } from '../systems/system.ts';
import { refuseAllDown, refuseDown } from './refuse-down.ts';
import type { StepContext } from './step.ts';
import { stateText } from './words.ts';

interface Awaited {
  readonly what: string;
  readonly budgetMs: number;
  readonly isReached: (state: PartitionState) => boolean;
  /** Without all of these it can't come. */
  readonly needs?: readonly Node[];
  /** Without at least one of these. */
  readonly needsOne?: readonly Node[];
}

/**
 * Polls what a live node tells of the partition; silence is never the awaited state, and neither is what is still told
 * of a leader that is dead: right after its kill every other broker names it, with the ISR that it had. So a state
 * counts when its leader answers, or when there is none.
 */
export function waitForPartition(context: StepContext, awaited: Awaited) {
  const { what, budgetMs, isReached, needs = [], needsOne = [] } = awaited;
  const { cluster } = context;
  const partition = context.partition();
  return waitUntil<PartitionState>({
    ...context,
    what,
    budgetMs,
    async look() {
      const state = await partitionNow(context, partition);
      if (state && isCurrent(state) && isReached(state)) return { done: state };
      await refuseDown(what, needs);
      await refuseAllDown(what, needsOne);
      await refuseAllDown(
        what,
        cluster.nodes.filter(({ spec }) => spec.holdsData),
      );
      return { seen: stateText(state, context.plan) };
    },
  });
}

/** What a live node tells of the partition now; undefined when none does. */
export async function partitionNow(
  { cluster, signal }: Pick<StepContext, 'cluster' | 'signal'>,
  partition: string,
): Promise<PartitionState | undefined> {
  const states = await cluster.partitions(signal);
  return states.find((state) => state.partition === partition);
}

/** Only a leader that answers as one has told its log's end. */
export function isCurrent({ leader, end }: PartitionState): boolean {
  return leader === null || end !== null;
}
