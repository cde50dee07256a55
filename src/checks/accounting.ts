import type { OpTable, PartitionFacts } from '../history/facts.ts';
import type { Removal } from '../plan.ts';
import type { JudgedFacts } from './check.ts';
import { type FinalPoll, finalPollOf } from './final-poll.ts';

/** The counts of the final read (with what they are counts of: attempted, acked). Given in every report. */
export interface Accounting extends Readonly<Record<Removal, number>> {
  /** Sent, whatever became of it. */
  readonly attempted: number;
  readonly acked: number;
  /** Sent, and in the final read. */
  readonly ok: number;
  /** The outcome was not `ok`, yet it is there. */
  readonly recovered: number;
  /** Acknowledged before the final read began, not in it, and not removed. Null when that read never reached the end. */
  readonly lost: number | null;
  /** In the final read, and sent by nobody. */
  readonly unexpected: number;
}

/** What the final read lacks of what was acknowledged before it. Numbers of values. */
export interface Absences extends FinalPoll {
  readonly lost: readonly number[];
  /** Rightly gone, and how: each of them is proven. */
  readonly removed: ReadonlyMap<number, Removal>;
}

/** Undefined when no final read of the partition reached the end. */
export function absencesIn(partition: PartitionFacts, facts: JudgedFacts): Absences | undefined {
  const last = finalPollOf(partition, facts.ops);
  if (!last) return undefined;
  const lost: number[] = [];
  const removed = new Map<number, Removal>();
  for (let value = 0; value < partition.values.length; value++) {
    if (partition.finalRead.get(value) === 1 || !isAckedBefore(last, partition.ackOp.get(value), facts.ops))
      continue;
    const removal = facts.removal?.(partition, value);
    if (removal) removed.set(value, removal);
    else lost.push(value);
  }
  return { ...last, lost, removed };
}

function isAckedBefore({ op }: FinalPoll, acked: number, ops: OpTable): boolean {
  return acked >= 0 && ops.end(acked) < ops.start(op);
}

/** The counts of one partition. */
function accountFor(partition: PartitionFacts, facts: JudgedFacts): Accounting {
  const { writer, ackOp, finalRead, values } = partition;
  const counts = { attempted: 0, acked: 0, ok: 0, recovered: 0, unexpected: 0 };
  for (let value = 0; value < values.length; value++) {
    const isSent = writer.get(value) !== -1;
    const isAcked = ackOp.get(value) !== -1;
    const isRead = finalRead.get(value) === 1;
    if (isSent) counts.attempted += 1;
    if (isAcked) counts.acked += 1;
    if (isSent && isRead) counts.ok += 1;
    if (isSent && isRead && !isAcked) counts.recovered += 1;
    if (isRead && !isSent) counts.unexpected += 1;
  }
  const absences = absencesIn(partition, facts);
  const gone = [...(absences?.removed.values() ?? [])];
  const countGone = (removal: Removal) => gone.filter((how) => how === removal).length;
  return {
    ...counts,
    superseded: countGone('superseded'),
    expired: countGone('expired'),
    deleted: countGone('deleted'),
    lost: absences?.lost.length ?? null,
  };
}

/**
 * The sums over all partitions. `lost` is null when no loss was seen and a partition with acknowledged records had no
 * whole final read: nobody can say that none of its records is lost.
 */
export function accountForAll(facts: JudgedFacts): Accounting {
  const each = [...facts.partitions.values()].map((partition) => accountFor(partition, facts));
  const sum = (name: keyof Accounting) => each.reduce((total, counts) => total + (counts[name] ?? 0), 0);
  const isWhole =
    each.some(({ lost }) => lost !== null) && each.every(({ acked, lost }) => acked === 0 || lost !== null);
  return {
    attempted: sum('attempted'),
    acked: sum('acked'),
    ok: sum('ok'),
    recovered: sum('recovered'),
    superseded: sum('superseded'),
    expired: sum('expired'),
    deleted: sum('deleted'),
    lost: sum('lost') > 0 || isWhole ? sum('lost') : null,
    unexpected: sum('unexpected'),
  };
}
