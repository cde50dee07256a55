import { nodesText } from '../lib/nodes-text.ts';
import { wordsOf } from '../lib/system-words.ts';
import { listText } from '../lib/words.ts';
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
