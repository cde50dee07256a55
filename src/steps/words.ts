import { wordsOf } from '../lib/system-words.ts';
import { nodesText } from '../lib/words.ts';
import type { Plan } from '../plan.ts';
import type { PartitionState } from '../systems/system.ts';

/** What a wait sees now: `leader broker-2, ISR {2,3}`. */
export function stateText(state: PartitionState | undefined, plan?: Pick<Plan, 'words'>): string {
  if (!state) return 'no node answers';
  return `${leaderText(state)}, ${inSyncText(state.isr, plan)}${elrText(state)}`;
}

/** The replicas that have caught up, as the plan's system calls them: `ISR {2,3}`. */
export function inSyncText(names: readonly string[], plan?: Pick<Plan, 'words'>): string {
  return `${wordsOf(plan).inSync} ${nodesText(names)}`;
}

/** Eligible leader replicas matter only while the ISR is too small, and are empty otherwise. */
function elrText({ elr = [], lastKnownElr = [] }: PartitionState): string {
  const last = lastKnownElr.length === 0 ? '' : `, last known leader ${nodesText(lastKnownElr)}`;
  return elr.length === 0 && last === '' ? '' : `, ELR ${nodesText(elr)}${last}`;
}

/** `leader broker-2`, or `no leader`; a leader without a log end is only named by others. */
export function leaderText({ leader, end }: PartitionState): string {
  if (leader === null) return 'no leader';
  return end === null ? `leader ${leader} (does not answer)` : `leader ${leader}`;
}
