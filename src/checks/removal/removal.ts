import type { Facts, OpTable, PartitionFacts } from '../../history/facts.ts';
import type { Removal } from '../../plan.ts';
import { finalPollOf } from '../final-poll.ts';
import { placeOf } from './place.ts';
import { type IsSuperseded, supersededIn } from './superseded.ts';
import type { RemovalTraces } from './traces.ts';

/** Tells how a value rightly left the log; null when nothing proves it. */
export type FindRemoval = (partition: PartitionFacts, value: number) => Removal | null;

/**
 * What is configured, what brokers told and what the final read shows must all agree: a log that was cut, emptied or
 * robbed of files may look the same in one of them. A request to delete comes first: retention takes the same files later.
 */
export function findRemovals({ ops }: Facts, tracesOf: (partition: string) => RemovalTraces): FindRemoval {
  const known = new Map<string, Bounds>();
  const boundsOf = (partition: PartitionFacts): Bounds => {
    const bounds = known.get(partition.name) ?? boundsIn(partition, ops, tracesOf(partition.name));
    known.set(partition.name, bounds);
    return bounds;
  };
  return (partition, value) => {
    // What the final read had has not gone; where another value has the offset it was lost before anything removed it.
    if (partition.finalRead.get(value) === 1 || !finalPollOf(partition, ops)) return null;
    const offset = placeOf(partition, value);
    if (offset === null) return null;
    const { deletedBelow, expiredBelow, isSuperseded } = boundsOf(partition);
    if (offset < deletedBelow) return 'deleted';
    if (offset < expiredBelow) return 'expired';
    return isSuperseded(value, offset) ? 'superseded' : null;
  };
}

interface Bounds {
  readonly deletedBelow: number;
  readonly expiredBelow: number;
  readonly isSuperseded: IsSuperseded;
}

function boundsIn(partition: PartitionFacts, ops: OpTable, traces: RemovalTraces): Bounds {
  const { deletedTo, readFrom } = traces;
  return {
    // The files hold such records until retention looks next, so only the leader's own answer counts.
    deletedBelow: Math.min(deletedTo, readFrom ?? 0),
    expiredBelow: expiredBelow(traces),
    isSuperseded: supersededIn(partition, ops, traces),
  };
}

/** A start that lies higher than retention moved it was moved by something else. */
function expiredBelow({ cleanup, expiredTo, readFrom, starts }: RemovalTraces): number {
  if (!cleanup.expires) return 0;
  const seen = [...starts, ...(readFrom === null ? [] : [readFrom])];
  return seen.length === 0 ? 0 : Math.min(expiredTo, ...seen);
}
