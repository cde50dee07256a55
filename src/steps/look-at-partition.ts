import { waitUntil } from '../lib/wait-until.ts';
import type { PartitionState } from '../systems/system.ts';
import type { StepContext } from './step.ts';
import { stateText } from './words.ts';

interface Awaited {
  readonly what: string;
  readonly budgetMs: number;
  readonly isReached: (state: PartitionState) => boolean;
}

/** Polls what a live node tells of the partition; silence is never the awaited state. */
export function waitForPartition(context: StepContext, { what, budgetMs, isReached }: Awaited) {
  const { cluster, signal, clock, onSeen } = context;
  const partition = context.partition();
  return waitUntil<PartitionState>({
    what,
    budgetMs,
    signal,
    clock,
    onSeen,
    async look() {
      const states = await cluster.partitions(signal);
      const state = states.find((candidate) => candidate.partition === partition);
      return state && isReached(state) ? { done: state } : { seen: stateText(state) };
    },
  });
}
