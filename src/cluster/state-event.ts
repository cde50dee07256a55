import type { EventOf } from '../history/event.ts';
import type { PartitionState } from '../systems/system.ts';

/** A partition's state as a line of the history. */
export function stateEvent(state: PartitionState, time: number): EventOf<'state'> {
  const { partition, leader, isr, epoch, end, elr, lastKnownElr, replicas } = state;
  return {
    type: 'state',
    time,
    partition,
    leader,
    isr: [...isr],
    epoch,
    end,
    ...(elr ? { elr: [...elr] } : {}),
    ...(lastKnownElr ? { lastKnownElr: [...lastKnownElr] } : {}),
    ...(replicas ? { replicas: [...replicas] } : {}),
  };
}
